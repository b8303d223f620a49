/** Finds out by trying how well this machine can confine a command. */
import { randomBytes } from "node:crypto";
import { planKey } from "../sandbox/plan.ts";
import type { SandboxSupport } from "../sandbox/support.ts";
import { parseFailureReport } from "./failure-report.ts";
import { addLandlockVersionExit } from "./landlock-steps.ts";
import { launchProgram } from "./launch-program.ts";
import type { Launcher, LauncherOpening } from "./open-launcher.ts";
import { createProgram } from "./program.ts";
import { runProgram } from "./run-program.ts";

/** Exit statuses from here on carry Landlock's version; nothing else exits like this by chance. */
const VERSION_BASE = 64;
const VERSION_LIMIT = 96;
/** Any program that exits with 0 will do; there is one of these on every Linux. */
const TRUE_PATH = "/bin:/usr/bin:/run/current-system/sw/bin";

/** What the probe needs to know. */
export interface ProbeOptions {
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly userCacheFolder: string;
}

/** Tries level 3, then level 2, with a launcher that runs. The reason says what is active, what is missing and what to do about it. */
export async function probeSandbox(
  options: ProbeOptions,
  opening: LauncherOpening | undefined,
  landlockAbi: number,
  signal: AbortSignal,
): Promise<SandboxSupport> {
  if (options.platform === "darwin") {
    const { userCacheFolder } = options;
    return { kind: "seatbelt", userCacheFolder, reason: "commands are confined by sandbox-exec of macOS" };
  }
  if (!opening) {
    return {
      kind: "none",
      reason: `commands cannot be confined on ${options.platform}: there is no sandbox for it`,
    };
  }
  if (opening.kind === "unavailable") return { kind: "none", reason: opening.reason };
  const { launcher } = opening;

  if (landlockAbi === 0) {
    return {
      kind: "none",
      reason:
        "commands cannot be confined: the kernel has no Landlock. It needs Linux 5.13 or later with landlock in its list of security modules.",
    };
  }
  const strict = await tryLevel(launcher, { level: 3, landlockAbi, pid: options.pid }, signal);
  if (strict === undefined) {
    return {
      kind: "linux",
      level: 3,
      landlockAbi,
      reason: "full confinement: read-only mounts, Landlock and seccomp",
    };
  }
  const plain = await tryLevel(launcher, { level: 2, landlockAbi, pid: options.pid }, signal);
  if (plain === undefined) {
    return {
      kind: "linux",
      level: 2,
      landlockAbi,
      reason: `confinement by Landlock and seccomp only, so commands can change .git, .codex and .agents in writable folders and the modes of files outside of them. For full confinement let users make user namespaces (${strict})`,
    };
  }
  return { kind: "none", reason: `commands cannot be confined: ${plain}` };
}

/**
 * The version of the kernel's Landlock, 0 where there is none. Undefined when the launcher cannot be executed
 * from where it was written.
 */
export async function landlockVersion(launcher: Launcher, signal: AbortSignal): Promise<number | undefined> {
  const program = createProgram(launcher.arch);
  addLandlockVersionExit(program, VERSION_BASE);
  const { status } = await runProgram(launcher, program.encode("").hex, ["version"], signal);
  if (status === undefined || status < VERSION_BASE || status >= VERSION_LIMIT) return undefined;
  return status - VERSION_BASE;
}

interface Level {
  readonly level: 2 | 3;
  readonly landlockAbi: number;
  readonly pid: number;
}

/** Runs `true` at a level; undefined means that it worked, otherwise why not. */
async function tryLevel(launcher: Launcher, level: Level, signal: AbortSignal): Promise<string | undefined> {
  const mark = randomBytes(8).toString("hex");
  const { hex, purposes } = launchProgram({
    arch: launcher.arch,
    identity: launcher.identity,
    plan: {
      [planKey]: true,
      kind: "linux",
      level: level.level,
      landlockAbi: level.landlockAbi,
      writableRoots: [],
      allowsNetwork: false,
      announcesNoNetwork: true,
    },
    parentPid: level.pid,
    cwd: "/",
    program: "true",
    searchPath: TRUE_PATH,
    report: "error-output",
    isKept: false,
    mark,
  });
  const run = await runProgram(launcher, hex, ["true"], signal);
  if (run.status === 0) return undefined;
  const step = parseFailureReport(run.status ?? 1, run.report, { mark, purposes });
  if (step) return `failed to ${step.purpose}: ${step.error}`;
  return `a trial at level ${level.level} ended with status ${run.status ?? "none"}`;
}
