/** The course of a review: a thread of its own looks at the changes, and its result enters this one. */
import type { EventOf, Op, ReviewDecision, ReviewOutput, ReviewTarget } from "@codex-ts/protocol";
import type { CodexThread } from "../ports/codex-thread.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { createReviewEvents } from "../review/review-events.ts";
import { parseReviewOutput, reviewRecord } from "../review/review-output.ts";
import { reviewPrompt } from "../review/review-request.ts";
import { createApprovalBroker } from "./approval-broker.ts";
import { reviewOptions } from "./review-options.ts";
import type { Session } from "./session.ts";

/**
 * Runs one review inside of a turn that has begun. However it ends, its end is recorded and told. Rejects with
 * the reason of the signal, after the reviewer has ended.
 */
export async function runReview(
  session: Session,
  turn: TurnContext,
  request: { readonly target: ReviewTarget; readonly hint: string },
  signal: AbortSignal,
): Promise<void> {
  const events = session.emitter.forSubmission(turn.turnId);
  const { target, hint } = request;
  events.emit({ type: "entered_review_mode", target, user_facing_hint: hint });
  let output: ReviewOutput | undefined;
  try {
    await session.recorder?.persist(signal);
    const text = await askReviewer(session, turn, await promptFor(session, turn, target, signal), signal);
    output = text === undefined ? undefined : parseReviewOutput(text);
  } finally {
    recordEnd(session, turn, events, output);
  }
  signal.throwIfAborted();
}

async function promptFor(
  { services }: Session,
  { cwd }: TurnContext,
  target: ReviewTarget,
  signal: AbortSignal,
): Promise<string> {
  const mergeBase =
    target.type === "baseBranch" ? await services.findMergeBase(cwd, target.branch, signal) : undefined;
  return reviewPrompt(target, mergeBase);
}

/** The reviewer's last message; undefined when it failed or was stopped. */
async function askReviewer(
  session: Session,
  turn: TurnContext,
  prompt: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  signal.throwIfAborted();
  const reviewer = session.openChild(reviewOptions(session));
  const stop = () => void reviewer.close();
  signal.addEventListener("abort", stop, { once: true });
  try {
    reviewer.submit({ type: "user_input", items: [{ type: "text", text: prompt, text_elements: [] }] });
    return await followReviewer(session, turn, reviewer, signal);
  } finally {
    signal.removeEventListener("abort", stop);
    await reviewer.close();
  }
}

/** Passes on what the reviewer does until it has shut down. */
async function followReviewer(
  session: Session,
  turn: TurnContext,
  reviewer: CodexThread,
  signal: AbortSignal,
): Promise<string | undefined> {
  const events = session.emitter.forSubmission(turn.turnId);
  const passedOn = createReviewEvents(turn);
  const broker = createApprovalBroker(session, turn.turnId, events);
  let answer: string | undefined;
  const settle = async (deciding: Promise<ReviewDecision>, toOp: (decision: ReviewDecision) => Op) => {
    const decision = await deciding;
    // A reviewer that is being stopped drops its questions itself.
    if (signal.aborted) return;
    try {
      reviewer.submit(toOp(decision));
    } catch {
      // It was closed while the user thought: the waiting call has been denied already.
    }
  };
  for await (const { msg } of reviewer.events) {
    for (const told of passedOn.accept(msg)) events.emit(told);
    if (msg.type === "exec_approval_request") {
      const id = msg.call_id;
      void settle(broker.command(toAsk(msg), signal), (decision) => ({
        type: "exec_approval",
        id,
        decision,
      }));
    } else if (msg.type === "apply_patch_approval_request") {
      const id = msg.call_id;
      void settle(broker.patch(toAsk(msg), signal), (decision) => ({ type: "patch_approval", id, decision }));
    } else if (msg.type === "task_complete" || msg.type === "turn_aborted") {
      if (msg.type === "task_complete") answer = msg.last_agent_message ?? undefined;
      // What it left running is told as ended before the last event.
      void reviewer.close();
    }
  }
  return answer;
}

/** The question of a reviewer without what names its own turn. */
function toAsk<Ask extends EventOf<"exec_approval_request" | "apply_patch_approval_request">>(
  msg: Ask,
): Omit<Ask, "type" | "turn_id"> {
  const { type: _type, turn_id: _turn, ...ask } = msg;
  return ask;
}

/** Tells the model and the client how the review ended (order of Codex 0.99.0). */
function recordEnd(
  session: Session,
  turn: TurnContext,
  events: EventSink,
  output: ReviewOutput | undefined,
): void {
  const { user, assistant } = reviewRecord(output);
  const log = session.history.forSubmission(turn.turnId);
  log.record([user]);
  events.emit({ type: "exited_review_mode", review_output: output ?? null });
  log.record([assistant]);
  const item = {
    type: "AgentMessage" as const,
    id: assistant.id ?? "",
    content: assistant.content.flatMap((part) =>
      part.type === "output_text" ? [{ type: "Text" as const, text: part.text }] : [],
    ),
  };
  const place = { thread_id: turn.threadId, turn_id: turn.turnId, item };
  events.emit({ type: "item_started", ...place });
  events.emit({ type: "item_completed", ...place });
}
