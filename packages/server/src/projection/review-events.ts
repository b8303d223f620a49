/** Review mode and undo. */
import { renderReviewOutput } from "@codex-ts/core";
import type { EventType } from "@codex-ts/protocol";
import type { ServerNotification, ThreadItem } from "@codex-ts/protocol/app-server";
import { itemNotification, type ProjectionState, type Projectors } from "./projector.ts";

type ReviewEventType = Extract<
  EventType,
  "entered_review_mode" | "exited_review_mode" | "undo_started" | "undo_completed"
>;

export const reviewProjectors: Projectors<ReviewEventType> = {
  entered_review_mode: (msg, turnId, state) =>
    atOnce({ type: "enteredReviewMode", id: turnId, review: msg.user_facing_hint ?? "" }, turnId, state),
  exited_review_mode: (msg, turnId, state) =>
    atOnce(
      { type: "exitedReviewMode", id: turnId, review: renderReviewOutput(msg.review_output ?? undefined) },
      turnId,
      state,
    ),
  // Not a part of v2: undo comes from the older terminal interface only.
  undo_started: () => [],
  undo_completed: () => [],
};

/** An item that begins and ends in one moment. */
function atOnce(item: ThreadItem, turnId: string, state: ProjectionState): ServerNotification[] {
  return [
    itemNotification("item/started", item, turnId, state),
    itemNotification("item/completed", item, turnId, state),
  ];
}
