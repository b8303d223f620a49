/** Where a part of the engine announces what happened. */
import type { EventMsg } from "@codex-ts/protocol";

/**
 * Events of one turn (or of none). `emit` hands the event to the rollout recorder before it reaches any
 * client, adds the older twins of item events, and never throws.
 */
export interface EventSink {
  emit(msg: EventMsg): void;
}
