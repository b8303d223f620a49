/** How long requests may take. Their time does not run while the user is asked something for them. */
import { LONGEST_TIMER_MS } from "@codex-ts/std";

/** The requests of one conversation. */
export interface RequestLimits {
  /** Runs a request with a signal that aborts when its time is up. */
  within<Value>(limitMs: number, run: (timeUp: AbortSignal) => Promise<Value>): Promise<Value>;
  /**
   * Stops the time of all requests until `ask` is done; it begins anew then. The signal of `ask` aborts when no
   * request is under way any more, for which an answer could be of use; at once when there is none.
   */
  whileAsking<Value>(ask: (pointless: AbortSignal) => Promise<Value>): Promise<Value>;
}

interface Timer {
  start(): void;
  stop(): void;
}

/** Makes the limits of a conversation that has no request yet. */
export function createRequestLimits(): RequestLimits {
  const timers = new Set<Timer>();
  let allDone = new AbortController();
  let questions = 0;

  const end = (timer: Timer) => {
    timer.stop();
    timers.delete(timer);
    if (timers.size > 0) return;
    allDone.abort(new Error("no request is under way"));
    allDone = new AbortController();
  };

  return {
    async within(limitMs, run) {
      const timeUp = new AbortController();
      const timer = createTimer(limitMs, () => timeUp.abort(new Error("the time is up")));
      timers.add(timer);
      if (questions === 0) timer.start();
      try {
        return await run(timeUp.signal);
      } finally {
        end(timer);
      }
    },
    async whileAsking(ask) {
      const pointless =
        timers.size > 0 ? allDone.signal : AbortSignal.abort(new Error("no request is under way"));
      questions += 1;
      for (const timer of timers) timer.stop();
      try {
        return await ask(pointless);
      } finally {
        questions -= 1;
        if (questions === 0) for (const timer of timers) timer.start();
      }
    },
  };
}

function createTimer(limitMs: number, onEnd: () => void): Timer {
  let handle: NodeJS.Timeout | undefined;
  return {
    start() {
      handle = setTimeout(onEnd, Math.min(limitMs, LONGEST_TIMER_MS));
    },
    stop() {
      clearTimeout(handle);
    },
  };
}
