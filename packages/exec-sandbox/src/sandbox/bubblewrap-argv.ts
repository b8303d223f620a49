/** The command line of bubblewrap for a plan. */
import { ExecSandboxError } from "../errors.ts";
import { type MountEntry, mountPlan } from "./mount-plan.ts";
import type { BubblewrapPlan } from "./plan.ts";

/** What the command line depends on besides the plan. */
export interface BubblewrapSurroundings {
  /** Whether a new `/proc` can be mounted: some containers forbid it. */
  readonly mountsProc: boolean;
  /** True for a command that has a terminal of its own, which it would lose in a new session. */
  readonly ownsTerminal: boolean;
}

/**
 * Program and options, closing `--` included; what is to run follows. Mounts are made in the order of the
 * list, so protections stand behind the roots that they lie in. Throws `sandbox_unavailable` for a protected
 * link: bubblewrap follows links, so a mount cannot keep one from being replaced.
 */
export function bubblewrapArgv(
  plan: Pick<BubblewrapPlan, "program" | "writableRoots" | "allowsNetwork">,
  { mountsProc, ownsTerminal }: BubblewrapSurroundings,
): string[] {
  return [
    plan.program,
    ...(ownsTerminal ? [] : ["--new-session"]),
    "--die-with-parent",
    "--ro-bind",
    "/",
    "/",
    // Plain binds cannot be used as devices: without this not even /dev/urandom could be read.
    "--dev",
    "/dev",
    ...mountPlan(plan.writableRoots).flatMap(mountOptions),
    "--unshare-pid",
    "--unshare-ipc",
    ...(plan.allowsNetwork ? [] : ["--unshare-net"]),
    ...(mountsProc ? ["--proc", "/proc"] : []),
    // The superuser keeps all capabilities otherwise, and could undo the mounts.
    "--cap-drop",
    "ALL",
    "--",
  ];
}

function mountOptions({ path, access, isLink }: MountEntry): string[] {
  if (isLink) {
    throw new ExecSandboxError(
      "sandbox_unavailable",
      `cannot confine by bubblewrap: ${path} is a link, which bubblewrap cannot protect. Nothing was run. Turn features.use_linux_sandbox_bwrap off, or replace the link by what it leads to.`,
    );
  }
  return [access === "read-only" ? "--ro-bind" : "--bind", path, path];
}
