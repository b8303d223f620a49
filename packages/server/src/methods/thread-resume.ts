/** `thread/resume`: goes on with a stored thread, or attaches to an open one. */
import { parseThreadId } from "@codex-ts/protocol";
import { RPC_ERROR, RpcError, type ThreadResumeParams } from "@codex-ts/protocol/app-server";
import { findThreadById, readHead } from "@codex-ts/state";
import type { MethodContext, MethodHandler } from "../method-context.ts";
import { fromSummary, toNewThread, toStartResponse } from "../thread-view.ts";
import { openThread } from "./open-thread.ts";

/** A thread that is open already is not opened twice: the caller is added to its listeners. */
export const threadResume: MethodHandler<"thread/resume"> = async (context, params, signal) => {
  const path = params.path ?? undefined;
  const threadId = await namedThread(params);
  const loaded = await context.threads.attach(threadId, context.caller, async () =>
    openThread(
      context,
      params,
      { kind: "resumed", path: path ?? (await findRollout(context, threadId, signal)) },
      signal,
    ),
  );
  const { configured } = loaded.thread;
  const head = configured.rollout_path ? await readHead(configured.rollout_path) : undefined;
  const { version, source } = context.runtime.options;
  const thread = head
    ? fromSummary(head, configured.model_provider_id)
    : toNewThread(loaded.thread, { version, source, now: context.now() });
  return toStartResponse(loaded.thread, thread);
};

/** The id of the thread that the caller means; a path wins over an id. */
async function namedThread({ path, threadId }: ThreadResumeParams): Promise<string> {
  if (path != null) return (await readHead(path))?.threadId ?? path;
  if (parseThreadId(threadId)) return threadId;
  throw new RpcError(RPC_ERROR.invalidRequest, `invalid thread id: ${threadId}`);
}

async function findRollout(
  { runtime }: MethodContext,
  threadId: string,
  signal: AbortSignal,
): Promise<string> {
  const id = parseThreadId(threadId);
  const found = id && (await findThreadById({ home: runtime.home, threadId: id, archived: false }, signal));
  if (found) return found.path;
  throw new RpcError(RPC_ERROR.invalidRequest, `no rollout found for thread id ${threadId}`);
}
