/** `thread/archive`: puts a thread away. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { archiveThread, StateError } from "@codex-ts/state";
import type { MethodHandler } from "../method-context.ts";
import { findRollout, requireThreadId } from "../stored-thread.ts";

/** An open thread is closed first, whoever listens. */
export const threadArchive: MethodHandler<"thread/archive"> = async (context, params, signal) => {
  const threadId = requireThreadId(params.threadId);
  await findRollout(context.runtime, threadId, signal);
  await context.threads.closeThread(threadId);
  try {
    await archiveThread({ home: context.runtime.home, threadId }, signal);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    throw new RpcError(RPC_ERROR.internal, `failed to archive thread: ${error.message}`, { cause: error });
  }
  return {};
};
