/** Runs one command under a given policy, on this process's own input and outputs. No settings are read. */
import path from "node:path";
import {
  type AttachedOutcome,
  type ExecHost,
  ExecSandboxError,
  type ManagedNetwork,
  runAttached,
  type SandboxPlan,
  type SandboxSupport,
  selectSandbox,
} from "@codex-ts/exec-sandbox";
import type { SandboxPolicy } from "@codex-ts/protocol";
import { createCommandSupport, type LinuxConfinement } from "./command-support.ts";
import type { RuntimeOptions } from "./runtime-options.ts";

/** A command, and everything that decides how it is confined. */
export interface PolicyCommand {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly policy: SandboxPolicy;
  /** A writable root of `workspace-write` when it is absolute. */
  readonly policyCwd: string;
  /** Where an administrator requires a managed network, else undefined. */
  readonly network: ManagedNetwork | undefined;
  readonly confinement: LinuxConfinement;
}

/**
 * Runs a command under a policy that is given. A policy that this machine cannot enforce is an outcome, and
 * nothing runs then.
 */
export async function runUnderPolicy(
  options: RuntimeOptions,
  command: PolicyCommand,
  warn: (message: string) => void,
  signal: AbortSignal,
): Promise<AttachedOutcome> {
  const commands = createCommandSupport(options, lastLauncherHome(options), true);
  try {
    const host = await commands.openExecHost(command.confinement, signal);
    const plan = selectSandbox({
      policy: command.policy,
      policyCwd: command.policyCwd,
      tmpdir: options.env["TMPDIR"],
      platform: options.platform,
      support: host.support,
      approval: "keep-sandbox",
      network: command.network,
    });
    const weakness = await weaknessOf(plan, host);
    if (weakness !== undefined && command.confinement !== "bubblewrap-without-proc") warn(weakness);
    return await runAttached(host, { ...command, plan }, signal);
  } catch (error) {
    if (!(error instanceof ExecSandboxError)) throw error;
    return { kind: "not_started", failure: { reason: "sandbox", message: error.message } };
  } finally {
    await commands.close();
  }
}

/** What is less about the confinement than it could be. */
async function weaknessOf(plan: SandboxPlan, host: ExecHost): Promise<string | undefined> {
  if (plan.kind === "linux" && plan.level < 3) return `sandbox level ${plan.level}: ${host.support.reason}`;
  if (plan.kind !== "bubblewrap") return undefined;
  const { mountsProc } = await host.bubblewrap.tryOut(plan.program, plan.allowsNetwork);
  return mountsProc ? undefined : "bubblewrap cannot mount /proc here: going on as with --no-proc";
}

/** Finds out what this machine can do to confine commands. */
export async function readSandboxSupport(
  options: RuntimeOptions,
  signal: AbortSignal,
): Promise<SandboxSupport> {
  const commands = createCommandSupport(options, lastLauncherHome(options), true);
  try {
    return (await commands.openExecHost("launcher", signal)).support;
  } finally {
    await commands.close();
  }
}

/** Where the launcher is put when no temporary folder lets programs run; it need not exist. */
function lastLauncherHome({ env, userHome }: RuntimeOptions): string {
  return env["CODEX_HOME"] || path.join(userHome, ".codex");
}
