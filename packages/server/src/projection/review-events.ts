/** Review mode and undo. */
import type { EventType, ReviewOutput } from "@codex-ts/protocol";
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
    atOnce({ type: "exitedReviewMode", id: turnId, review: toText(msg.review_output) }, turnId, state),
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

/** The findings as text: explanation, then one entry for each finding. */
function toText(output: ReviewOutput | null | undefined): string {
  if (!output) return "Reviewer failed to output a response.";
  const explanation = output.overall_explanation.trim();
  const findings = output.findings.map(
    ({ title, body, code_location: { absolute_file_path, line_range } }) => {
      const place = `${absolute_file_path}:${line_range.start}-${line_range.end}`;
      const indented = body.split("\n").map((line) => `  ${line}`);
      return [`- ${title} — ${place}`, ...indented].join("\n");
    },
  );
  if (findings.length === 0) return explanation;
  const block = ["Review comment:", "", ...findings].join("\n");
  return explanation === "" ? block : `${explanation}\n\n${block}`;
}
