/** `review/start`: has changes reviewed. */
import { checkReviewTarget, reviewHint } from "@codex-ts/core";
import { RPC_ERROR, RpcError, type ThreadItem } from "@codex-ts/protocol/app-server";
import { refuseWhileBusy, submitOp, trackNewTurn } from "../loaded-thread.ts";
import type { MethodHandler } from "../method-context.ts";

/**
 * Starts a review in the thread itself; a target without content, a busy thread, and a review in a fork are
 * refused at once. The answer's one item says what is reviewed.
 */
export const reviewStart: MethodHandler<"review/start"> = async (context, params) => {
  const loaded = context.threads.get(params.threadId);
  const checked = checkReviewTarget(params.target);
  if (checked.kind === "invalid") throw new RpcError(RPC_ERROR.invalidRequest, checked.message);
  if (params.delivery === "detached") {
    const message = "detached reviews are not part of this version yet; use the delivery `inline`";
    throw new RpcError(RPC_ERROR.invalidRequest, message);
  }
  refuseWhileBusy(loaded);
  const { target } = checked;
  const turnId = submitOp(loaded, { type: "review", review_request: { target } });
  const content = [{ type: "text" as const, text: reviewHint(target), text_elements: [] }];
  const items: ThreadItem[] = [{ type: "userMessage", id: turnId, content }];
  trackNewTurn(loaded, turnId, items);
  return {
    reviewThreadId: loaded.thread.id,
    turn: {
      id: turnId,
      items,
      status: "inProgress",
      error: null,
    },
  };
};
