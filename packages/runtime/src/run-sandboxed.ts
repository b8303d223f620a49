/** Runs one command in a sandbox, on this process's own input and outputs, without a thread. */
import path from "node:path";
import type { ConfigWarning } from "@codex-ts/config";
import {
  type AttachedOutcome,
  CLOSED_NETWORK,
  ExecSandboxError,
  type ManagedNetwork,
  runAttached,
  type SandboxSupport,
  selectSandbox,
  shellEnvironment,
} from "@codex-ts/exec-sandbox";
import type { SandboxMode, SandboxPolicy } from "@codex-ts/protocol";
import { createCommandSupport } from "./command-support.ts";
import { findHome, loadSettings, parseProcessOverrides } from "./load-settings.ts";
import type { ProcessSettings, RuntimeOptions } from "./runtime-options.ts";

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
}

/** A command under the user's settings. */
export interface SandboxedCommand {
  readonly argv: readonly string[];
  readonly mode: Exclude<SandboxMode, "danger-full-access">;
  /** Relative to the process's working directory; undefined means that directory. */
  readonly cwd: string | undefined;
}

/** Warnings that change nothing for a command, or that only somebody who starts a thread can act on. */
const IRRELEVANT: readonly ConfigWarning["code"][] = ["unstable-features", "disabled-project"];

/**
 * Runs a command as the agent would run it: sandbox tables, requirements and environment policy of the settings
 * count, the mode is the caller's. `warn` is told what is wrong with the settings, and of a weaker confinement.
 * Throws `RuntimeError` for settings that cannot be used. An abort sends the command SIGTERM.
 */
export async function runSandboxed(
  options: RuntimeOptions,
  settings: ProcessSettings,
  command: SandboxedCommand,
  warn: (message: string) => void,
  signal: AbortSignal,
): Promise<AttachedOutcome> {
  const flags = parseProcessOverrides(settings);
  const home = await findHome(options);
  const request = {
    cwd: command.cwd,
    overrides: { sandboxMode: command.mode },
    config: {},
    history: { kind: "new" },
  } as const;
  const config = await loadSettings(options, settings, home, flags, request, signal);
  for (const { code, message } of config.warnings) if (!IRRELEVANT.includes(code)) warn(message);
  const policyCommand: PolicyCommand = {
    argv: command.argv,
    cwd: config.cwd,
    env: shellEnvironment({
      policy: config.shellEnvironment,
      inherited: options.env,
      platform: options.platform,
      threadId: undefined,
    }),
    policy: config.policies.sandboxPolicy,
    policyCwd: config.cwd,
    // The proxy belongs to sessions of the agent.
    network: config.requirements.network && CLOSED_NETWORK,
  };
  return runUnderPolicy(options, policyCommand, warn, signal);
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
  const commands = createCommandSupport(options, lastLauncherHome(options));
  try {
    const host = await commands.openExecHost(signal);
    const plan = selectSandbox({
      policy: command.policy,
      policyCwd: command.policyCwd,
      tmpdir: options.env["TMPDIR"],
      platform: options.platform,
      support: host.support,
      approval: "keep-sandbox",
      network: command.network,
    });
    if (plan.kind === "linux" && plan.level < 3) warn(`sandbox level ${plan.level}: ${host.support.reason}`);
    return await runAttached(host, { ...command, plan }, signal);
  } catch (error) {
    if (!(error instanceof ExecSandboxError)) throw error;
    return { kind: "not_started", failure: { reason: "sandbox", message: error.message } };
  } finally {
    await commands.close();
  }
}

/** Finds out what this machine can do to confine commands. */
export async function readSandboxSupport(
  options: RuntimeOptions,
  signal: AbortSignal,
): Promise<SandboxSupport> {
  const commands = createCommandSupport(options, lastLauncherHome(options));
  try {
    return (await commands.openExecHost(signal)).support;
  } finally {
    await commands.close();
  }
}

/** Where the launcher is put when no temporary folder lets programs run; it need not exist. */
function lastLauncherHome({ env, userHome }: RuntimeOptions): string {
  return env["CODEX_HOME"] || path.join(userHome, ".codex");
}
