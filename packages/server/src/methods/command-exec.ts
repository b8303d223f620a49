/** `command/exec` and its older twin `execOneOffCommand`: one command outside of any thread. */
import type { SandboxPolicy } from "@codex-ts/protocol";
import { RPC_ERROR, RpcError, toCoreSandboxPolicy } from "@codex-ts/protocol/app-server";
import { checkWritableRoots } from "../check-writable-roots.ts";
import type { MethodContext, MethodHandler } from "../method-context.ts";
import { toRpcError } from "../to-rpc-error.ts";

/** Runs it confined, and answers when it has ended; one that did not come to its own end is an internal error. */
export const commandExec: MethodHandler<"command/exec"> = (context, params, signal) =>
  run(context, params, params.sandboxPolicy ? toCoreSandboxPolicy(params.sandboxPolicy) : undefined, signal);

/** The same with the older spelling of policies. */
export const execOneOffCommand: MethodHandler<"execOneOffCommand"> = (context, params, signal) =>
  run(context, params, params.sandboxPolicy ?? undefined, signal);

interface CommandParams {
  readonly command: readonly string[];
  readonly cwd?: string | null | undefined;
  readonly timeoutMs?: number | null | undefined;
}

async function run(
  { runtime }: MethodContext,
  { command, cwd, timeoutMs }: CommandParams,
  policy: SandboxPolicy | undefined,
  signal: AbortSignal,
) {
  if (command.length === 0) throw new RpcError(RPC_ERROR.invalidRequest, "command must not be empty");
  checkWritableRoots(policy);
  const request = { argv: command, cwd: cwd ?? undefined, policy, timeoutMs: timeoutMs ?? undefined };
  const outcome = await runtime.runCommand(request, signal).catch((error: unknown) => {
    throw toRpcError(error);
  });
  if (outcome.kind === "failed") throw new RpcError(RPC_ERROR.internal, `exec failed: ${outcome.message}`);
  const { exitCode, stdout, stderr } = outcome;
  return { exitCode, stdout, stderr };
}
