/** Runs one command outside of any thread, for a client. */
import path from "node:path";
import { type ResolvedConfig, refusePolicies } from "@codex-ts/config";
import {
  DEFAULT_COMMAND_TIMEOUT_MS,
  ExecSandboxError,
  runCommand,
  selectSandbox,
  shellEnvironment,
} from "@codex-ts/exec-sandbox";
import type { SandboxPolicy } from "@codex-ts/protocol";
import { type CommandSupport, confinementOf } from "./command-support.ts";
import { RuntimeError } from "./errors.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { startNetwork } from "./wire-network.ts";

/** A command as a client asks for it. */
export interface OneOffCommand {
  readonly argv: readonly string[];
  /** Relative to the folder of the settings; undefined means that folder. */
  readonly cwd: string | undefined;
  /** Undefined takes that of the settings. */
  readonly policy: SandboxPolicy | undefined;
  /** Milliseconds; undefined or negative means the default of the shell tools. */
  readonly timeoutMs: number | undefined;
}

/** What a command came to. */
export type OneOffOutcome =
  | {
      readonly kind: "finished";
      readonly exitCode: number;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: "failed"; readonly message: string };

/**
 * Runs the command confined as its policy says, in the environment that the settings give to commands. It fails
 * when it cannot be started or confined, at its time limit, and on abort. Throws `config` for a policy that the
 * administrator does not allow, and `network` where the network that is required cannot be provided.
 */
export async function runOneOff(
  options: RuntimeOptions,
  config: ResolvedConfig,
  commands: CommandSupport,
  command: OneOffCommand,
  signal: AbortSignal,
): Promise<OneOffOutcome> {
  const policy = command.policy ?? config.policies.sandboxPolicy;
  const wanted = { approvalPolicy: undefined, sandboxPolicy: policy };
  const refusal = refusePolicies(config.requirements, wanted);
  if (refusal !== undefined) throw new RuntimeError("config", refusal);
  const limit = command.timeoutMs ?? -1;
  // No session lends the command its network, so it has one for itself.
  const network = await startNetwork(options, config, signal);
  try {
    const host = await commands.openExecHost(confinementOf(config), signal);
    const plan = selectSandbox({
      policy,
      policyCwd: config.cwd,
      tmpdir: options.env["TMPDIR"],
      platform: options.platform,
      support: host.support,
      approval: "keep-sandbox",
      network: await network?.access(host, signal),
    });
    const env = shellEnvironment({
      policy: config.shellEnvironment,
      inherited: options.env,
      platform: options.platform,
      threadId: undefined,
    });
    const request = {
      argv: command.argv,
      cwd: path.resolve(config.cwd, command.cwd ?? "."),
      env: network?.environment(env) ?? env,
      plan,
      timeoutMs: limit < 0 ? DEFAULT_COMMAND_TIMEOUT_MS : limit,
      onDelta: () => undefined,
      leftovers: commands.leftovers,
    };
    return toOutcome(await runCommand(host, request, signal));
  } catch (error) {
    if (!(error instanceof ExecSandboxError)) throw error;
    return { kind: "failed", message: error.message };
  } finally {
    await network?.close();
  }
}

function toOutcome(outcome: Awaited<ReturnType<typeof runCommand>>): OneOffOutcome {
  if (outcome.kind === "not_started") return { kind: "failed", message: outcome.failure.message };
  if (outcome.end === "timed_out") return { kind: "failed", message: "the command ran into its time limit" };
  if (outcome.end === "aborted") return { kind: "failed", message: "the command was stopped" };
  const { exitCode, stdout, stderr } = outcome;
  return { kind: "finished", exitCode, stdout, stderr };
}
