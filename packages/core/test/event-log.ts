/** Collects what a thread announces, and lets a test wait for a part of it. */
import type { Event, EventMsg, EventOf, EventType } from "@codex-ts/protocol";
import { createDeferred } from "@codex-ts/std";

/** All events so far, and ways to wait for more. */
export interface EventLog {
  readonly events: readonly Event[];
  /**
   * The first event at or after position `from` that fits. Rejects, with the kinds that came instead, when
   * the thread ends or the test's deadline passes first.
   */
  find(fits: (event: Event) => boolean, from?: number): Promise<Event>;
  /** The first event of a kind at or after position `from`. */
  next<Type extends EventType>(type: Type, from?: number): Promise<EventOf<Type>>;
}

/** No wait of any test may take longer than this, in milliseconds. */
const DEADLINE_MS = 15_000;

/** Starts reading. There is one log for a thread, since its events have one reader. */
export function collectEvents(source: AsyncIterable<Event>): EventLog {
  const events: Event[] = [];
  let changed = createDeferred<void>();
  let isOver = false;
  const wake = () => {
    changed.resolve();
    changed = createDeferred();
  };
  const read = async () => {
    for await (const event of source) {
      events.push(event);
      wake();
    }
    isOver = true;
    wake();
  };
  void read();

  const find = async (fits: (event: Event) => boolean, from = 0): Promise<Event> => {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const onDeadline = () => wake();
    deadline.addEventListener("abort", onDeadline);
    try {
      for (let at = from; ; ) {
        for (; at < events.length; at += 1) {
          const event = events[at];
          if (event && fits(event)) return event;
        }
        if (isOver || deadline.aborted) {
          const came = kinds(events.slice(from).map((event) => event.msg)).join(", ");
          throw new Error(
            `the event did not come${isOver ? " before the thread ended" : ""}; what came: ${came}`,
          );
        }
        await changed.promise;
      }
    } finally {
      deadline.removeEventListener("abort", onDeadline);
    }
  };
  return {
    events,
    find,
    async next(type, from) {
      const { msg } = await find((event) => event.msg.type === type, from);
      return msg as EventOf<typeof type>;
    },
  };
}

/** The kinds of events, in order. */
export function kinds(events: readonly EventMsg[]): EventType[] {
  return events.map((event) => event.type);
}

/** The events of one kind. */
export function ofKind<Type extends EventType>(
  events: readonly EventMsg[],
  type: Type,
): readonly EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}
