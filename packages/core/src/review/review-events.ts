/** What of a reviewer's events the thread that asked for the review tells as its own. */
import type { EventMsg, EventOf, EventType, ThreadId, TurnId } from "@codex-ts/protocol";

/** The turn that a review belongs to. */
export interface ReviewPlace {
  readonly threadId: ThreadId;
  readonly turnId: TurnId;
}

/** Translates the events of one reviewer. */
export interface ReviewEvents {
  /** The events that stand for `msg`, under the ids of the asking turn; without older twins. */
  accept(msg: EventMsg): readonly EventMsg[];
}

/**
 * Kept back: the reviewer's own course, its usage, deltas (Codex 0.99.0), and the older twins of items, which
 * are made anew for the items that are passed on.
 */
const KEPT_BACK: ReadonlySet<EventType> = new Set<EventType>([
  "session_configured",
  "thread_name_updated",
  "token_count",
  "task_started",
  "task_complete",
  "turn_aborted",
  "shutdown_complete",
  "exec_approval_request",
  "apply_patch_approval_request",
  "agent_message_content_delta",
  "agent_message_delta",
  "reasoning_content_delta",
  "reasoning_raw_content_delta",
  "agent_reasoning_delta",
  "agent_reasoning_raw_content_delta",
  "user_message",
  "agent_message",
  "agent_reasoning",
  "agent_reasoning_raw_content",
  "web_search_begin",
  "web_search_end",
  "context_compacted",
  // The asking thread has heard of it by itself.
  "skills_update_available",
]);

/**
 * Makes the translation of one review. A message of the reviewer is told when the next one is complete
 * (Codex 0.99.0): the last one is the result, which is told in another form.
 */
export function createReviewEvents(place: ReviewPlace): ReviewEvents {
  let held: EventOf<"item_completed"> | undefined;
  return {
    accept(msg) {
      if (KEPT_BACK.has(msg.type)) return [];
      const moved = moveTo(place, msg);
      if (moved.type === "item_started" && moved.item.type === "AgentMessage") return [];
      if (moved.type !== "item_completed" || moved.item.type !== "AgentMessage") return [moved];
      const before = held;
      held = moved;
      return before ? [{ ...before, type: "item_started" }, before] : [];
    },
  };
}

/** The same event with the ids of another thread and turn, where it has any. */
function moveTo({ threadId, turnId }: ReviewPlace, msg: EventMsg): EventMsg {
  return {
    ...msg,
    ...("thread_id" in msg ? { thread_id: threadId } : {}),
    ...("turn_id" in msg ? { turn_id: turnId } : {}),
  } as EventMsg;
}
