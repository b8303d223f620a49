/** Announces events: first to the rollout, then to whoever reads the thread. */
import type { Event, EventMsg, RolloutItem } from "@codex-ts/protocol";
import type { AsyncQueue } from "@codex-ts/std";
import type { EventSink } from "../ports/event-sink.ts";
import { legacyTwins } from "../stream/legacy-events.ts";

/** What the emitter needs of its surroundings. */
export interface EventEmitterOptions {
  readonly queue: AsyncQueue<Event>;
  /** Takes what a rollout keeps; undefined for an ephemeral thread. */
  readonly record: ((items: readonly RolloutItem[]) => void) | undefined;
  /** Tells whether an event belongs into the rollout. */
  readonly isPersisted: (msg: EventMsg) => boolean;
  readonly showRawReasoning: boolean;
  /** Sees every event before the queue does. */
  readonly observe: (msg: EventMsg) => void;
}

/** Emits events of any submission. */
export interface EventEmitter {
  /** Announces an event with its older twins; no client sees it before the recorder has it. */
  emit(id: string, msg: EventMsg): void;
  /** The same emitter with the submission's id filled in. */
  forSubmission(id: string): EventSink;
}

/** Makes the one emitter of a session. */
export function createEventEmitter(options: EventEmitterOptions): EventEmitter {
  const { queue, record, isPersisted, showRawReasoning, observe } = options;

  const emit = (id: string, msg: EventMsg) => {
    for (const each of [msg, ...legacyTwins(msg, { showRawReasoning })]) {
      if (record && isPersisted(each)) record([{ type: "event_msg", payload: each }]);
      observe(each);
      queue.push({ id, msg: each });
    }
  };

  return {
    emit,
    forSubmission: (id) => ({ emit: (msg) => emit(id, msg) }),
  };
}
