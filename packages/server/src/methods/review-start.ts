/** `review/start`: has changes reviewed. */
import { checkReviewTarget, reviewHint } from "@codex-ts/core";
import { RPC_ERROR, RpcError, type ThreadItem } from "@codex-ts/protocol/app-server";
import { type LoadedThread, refuseWhileBusy, submitOp, trackNewTurn } from "../loaded-thread.ts";
import type { MethodContext, MethodHandler } from "../method-context.ts";
import { openFork } from "./open-fork.ts";

/**
 * Starts a review in the thread itself, or in a copy of it. A target without content, and a busy thread, are
 * refused at once. The answer's one item says what is reviewed.
 */
export const reviewStart: MethodHandler<"review/start"> = async (context, params, signal) => {
  const { threadId } = params;
  const checked = checkReviewTarget(params.target);
  if (checked.kind === "invalid") throw new RpcError(RPC_ERROR.invalidRequest, checked.message);
  const asking = context.threads.get(threadId);
  const loaded = params.delivery === "detached" ? await openCopy(context, asking, signal) : asking;
  refuseWhileBusy(loaded);
  return startReview(loaded, checked.target);
};

/** A review in a copy is not about the turns that came before it, and may do what the thread that asks may. */
async function openCopy(
  context: MethodContext,
  { thread: { id, policies } }: LoadedThread,
  signal: AbortSignal,
): Promise<LoadedThread> {
  return (await openFork(context, { threadId: id }, { showsTurns: false, policies }, signal)).loaded;
}

function startReview(loaded: LoadedThread, target: Parameters<typeof reviewHint>[0]) {
  const turnId = submitOp(loaded, { type: "review", review_request: { target } });
  const content = [{ type: "text" as const, text: reviewHint(target), text_elements: [] }];
  const items: ThreadItem[] = [{ type: "userMessage", id: turnId, content }];
  trackNewTurn(loaded, turnId, items);
  const turn = { id: turnId, items, status: "inProgress" as const, error: null };
  return { reviewThreadId: loaded.thread.id, turn };
}
