/** Events of a reasoning item while it streams. */
import type { EventMsg, ResponseEvent } from "@codex-ts/protocol";

/** Where in a thread an event belongs. */
export interface ItemPlace {
  readonly thread_id: string;
  readonly turn_id: string;
  readonly item_id: string;
}

/** The stream steps that only reasoning has. */
export type ReasoningEvent = Extract<
  ResponseEvent,
  { type: "reasoning-summary-delta" | "reasoning-content-delta" | "reasoning-summary-part" }
>;

/** True for a stream step that belongs to reasoning. */
export function isReasoningEvent(event: ResponseEvent): event is ReasoningEvent {
  return event.type.startsWith("reasoning-") && event.type !== "reasoning-included";
}

/** The event for a step: a piece of summary, a piece of raw reasoning, or the start of a summary part. */
export function reasoningEventMsg(event: ReasoningEvent, place: ItemPlace): EventMsg {
  switch (event.type) {
    case "reasoning-summary-delta":
      return {
        type: "reasoning_content_delta",
        ...place,
        delta: event.delta,
        summary_index: event.summaryIndex,
      };
    case "reasoning-content-delta":
      return {
        type: "reasoning_raw_content_delta",
        ...place,
        delta: event.delta,
        content_index: event.contentIndex,
      };
    case "reasoning-summary-part":
      return {
        type: "agent_reasoning_section_break",
        item_id: place.item_id,
        summary_index: event.summaryIndex,
      };
  }
}
