/** A review of changes: a turn of its own, done by a thread of its own. */
import { type OpOf, toTurnId } from "@codex-ts/protocol";
import { checkReviewTarget, reviewHint } from "../../review/review-request.ts";
import { buildTurnContext } from "../build-turn-context.ts";
import { runReview } from "../run-review.ts";
import type { Session } from "../session.ts";
import { startTask } from "../start-task.ts";

/** Stops the running turn, if any, and starts the review; a target without content is refused with an error. */
export async function review(session: Session, id: string, op: OpOf<"review">): Promise<void> {
  const { target: wanted, user_facing_hint } = op.review_request;
  const checked = checkReviewTarget(wanted);
  if (checked.kind === "invalid") {
    session.emitter.emit(id, { type: "error", message: checked.message, codex_error_info: "bad_request" });
    return;
  }
  const { target } = checked;
  await session.slot.stop("replaced");
  const turn = buildTurnContext(session, toTurnId(id), undefined);
  session.telemetry.count("codex.task.review", {});
  startTask(session, turn, "review", async (signal) => {
    await runReview(session, turn, { target, hint: user_facing_hint ?? reviewHint(target) }, signal);
    // The result is an item; the turn itself has no last message (Codex 0.99.0).
    return undefined;
  });
}
