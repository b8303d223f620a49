/** `thread/resume`: goes on with a stored thread, or attaches to an open one. */
import { parseThreadId } from "@codex-ts/protocol";
import { RPC_ERROR, RpcError, type ThreadResumeParams } from "@codex-ts/protocol/app-server";
import { findThreadById } from "@codex-ts/state";
import type { MethodContext, MethodHandler } from "../method-context.ts";
import { toStartResponse } from "../thread-view.ts";
import { openThread } from "./open-thread.ts";

/** A thread that is open already is not opened twice: the caller is added to its listeners. */
export const threadResume: MethodHandler<"thread/resume"> = async (context, params, signal) => {
  const { options } = context.runtime;
  const facts = { version: options.version, source: options.source, now: context.now(), preview: "" };
  const open = params.path == null ? context.threads.find(params.threadId) : undefined;
  if (open) {
    open.listeners.add(context.caller);
    return toStartResponse(open.thread, facts);
  }
  const path = params.path ?? (await findRollout(context, params, signal));
  const { thread } = await openThread(context, params, { kind: "resumed", path }, signal);
  return toStartResponse(thread, facts);
};

async function findRollout(
  context: MethodContext,
  params: ThreadResumeParams,
  signal: AbortSignal,
): Promise<string> {
  const threadId = parseThreadId(params.threadId);
  if (!threadId) throw new RpcError(RPC_ERROR.invalidRequest, `invalid thread id: ${params.threadId}`);
  const found = await findThreadById({ home: context.runtime.home, threadId, archived: false }, signal);
  if (found) return found.path;
  throw new RpcError(RPC_ERROR.invalidRequest, `no rollout found for thread id ${threadId}`);
}
