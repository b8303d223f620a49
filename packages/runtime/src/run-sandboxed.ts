/** Runs one command in a sandbox, on this process's own input and outputs, without a thread. */
import type { ConfigWarning } from "@codex-ts/config";
import { type AttachedOutcome, CLOSED_NETWORK, shellEnvironment } from "@codex-ts/exec-sandbox";
import type { SandboxMode } from "@codex-ts/protocol";
import { confinementOf } from "./command-support.ts";
import { findHome, loadSettings, parseProcessOverrides } from "./load-settings.ts";
import { type PolicyCommand, runUnderPolicy } from "./run-under-policy.ts";
import type { ProcessSettings, RuntimeOptions } from "./runtime-options.ts";
import { OF_PROCESS } from "./thread-request.ts";

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
 * Runs a command as the agent would run it: sandbox tables, environment policy and this machine's requirements
 * count, the mode is the caller's. Nobody's login is looked at: the user alone runs it. `warn` is told what is wrong with the settings, and of a weaker confinement.
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
  const request = { ...OF_PROCESS, cwd: command.cwd, overrides: { sandboxMode: command.mode } };
  const config = await loadSettings({ options, settings, home, flags }, request, signal);
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
    confinement: confinementOf(config),
  };
  return runUnderPolicy(options, policyCommand, warn, signal);
}
