/** `thread/unarchive`: takes a thread back that was put away. */

import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { readHead, StateError, unarchiveThread } from "@codex-ts/state";
import { currentProvider } from "../current-provider.ts";
import type { MethodHandler } from "../method-context.ts";
import { requireThreadId } from "../stored-thread.ts";
import { fromSummary } from "../thread-view.ts";

/** The thread is listed again, as changed now; it is not opened. */
export const threadUnarchive: MethodHandler<"thread/unarchive"> = async (context, params, signal) => {
  const threadId = requireThreadId(params.threadId);
  const { home } = context.runtime;
  const moved = await unarchiveThread({ home, threadId }, context.now(), signal).catch((error: unknown) => {
    if (!(error instanceof StateError)) throw error;
    throw new RpcError(RPC_ERROR.internal, `failed to unarchive thread: ${error.message}`, { cause: error });
  });
  const head = moved && (await readHead(moved.path));
  if (!head) {
    throw new RpcError(RPC_ERROR.invalidRequest, `no archived rollout found for thread id ${threadId}`);
  }
  const provider = head.modelProvider ?? (await currentProvider(context, undefined, signal));
  return { thread: fromSummary(head, provider) };
};
