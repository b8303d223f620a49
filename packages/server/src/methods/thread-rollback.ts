/** `thread/rollback`: takes back the last turns of a thread. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";
import { describeThread, readTurns, requireThreadId } from "../stored-thread.ts";
import { submitAndWait } from "../submit-and-wait.ts";

/** Answers with the turns that are left; files stay as they are. Refused while a turn runs. */
export const threadRollback: MethodHandler<"thread/rollback"> = async (context, params, signal) => {
  const loaded = context.threads.get(requireThreadId(params.threadId));
  if (params.numTurns < 1) throw new RpcError(RPC_ERROR.invalidRequest, "numTurns must be >= 1");
  const { rollout_path: path } = loaded.thread.configured;
  if (path == null) {
    throw new RpcError(RPC_ERROR.invalidRequest, "thread has no persisted rollout");
  }
  const op = { type: "thread_rollback", num_turns: params.numTurns } as const;
  const outcome = await submitAndWait(loaded, op, ["thread_rolled_back", "error"], signal);
  if (outcome.type === "error") throw new RpcError(RPC_ERROR.invalidRequest, outcome.message);
  const thread = await describeThread(context, loaded.thread);
  return { thread: { ...thread, turns: await readTurns(path, signal) } };
};
