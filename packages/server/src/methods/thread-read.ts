/** `thread/read`: shows a thread without opening it. */

import { RPC_ERROR, RpcError, type Thread } from "@codex-ts/protocol/app-server";
import { findThreadById, readHead } from "@codex-ts/state";
import { currentProvider } from "../current-provider.ts";
import type { LoadedThread } from "../loaded-thread.ts";
import type { MethodContext, MethodHandler } from "../method-context.ts";
import { describeThread, isStored, readTurns, requireThreadId } from "../stored-thread.ts";
import { fromSummary } from "../thread-view.ts";

/** Archived threads are not found; turns exist from the first user message on. */
export const threadRead: MethodHandler<"thread/read"> = async (context, params, signal) => {
  const threadId = requireThreadId(params.threadId);
  const loaded = context.threads.find(threadId);
  const thread = loaded
    ? await describeThread(context, loaded.thread)
    : await readStored(context, threadId, signal);
  if (!params.includeTurns) return { thread };
  if (loaded) await refuseWithoutTurns(loaded);
  return { thread: { ...thread, turns: thread.path === null ? [] : await readTurns(thread.path, signal) } };
};

async function readStored(
  context: MethodContext,
  threadId: ReturnType<typeof requireThreadId>,
  signal: AbortSignal,
): Promise<Thread> {
  const { home } = context.runtime;
  const found = await findThreadById({ home, threadId, archived: false }, signal);
  const head = found && (await readHead(found.path));
  if (!head) throw new RpcError(RPC_ERROR.invalidRequest, `thread not loaded: ${threadId}`);
  return fromSummary(head, head.modelProvider ?? (await currentProvider(context, undefined, signal)));
}

async function refuseWithoutTurns({ thread }: LoadedThread): Promise<void> {
  if (thread.configured.rollout_path == null) {
    throw new RpcError(RPC_ERROR.invalidRequest, "ephemeral threads do not support includeTurns");
  }
  if (!(await isStored(thread))) {
    const message = `thread ${thread.id} is not materialized yet; includeTurns is unavailable before first user message`;
    throw new RpcError(RPC_ERROR.invalidRequest, message);
  }
}
