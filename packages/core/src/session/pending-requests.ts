/** Questions that wait for a client's answer. */
import { createDeferred, type Deferred } from "@codex-ts/std";

/** Waiting questions of one kind, by id. */
export interface PendingRequests<Answer> {
  /**
   * Waits for the answer to `id`. When the signal aborts first, it resolves with the fallback: the turn is
   * over and nobody will answer.
   */
  wait(id: string, signal: AbortSignal): Promise<Answer>;
  /** Hands in an answer; false when nobody waits for it (answered before, or never asked). */
  answer(id: string, answer: Answer): boolean;
}

/** Makes a table of waiting questions; `fallback` answers those that are dropped. */
export function createPendingRequests<Answer>(fallback: Answer): PendingRequests<Answer> {
  const waiting = new Map<string, Deferred<Answer>>();
  return {
    async wait(id, signal) {
      if (signal.aborted) return fallback;
      const deferred = createDeferred<Answer>();
      waiting.get(id)?.resolve(fallback);
      waiting.set(id, deferred);
      const drop = () => deferred.resolve(fallback);
      signal.addEventListener("abort", drop, { once: true });
      try {
        return await deferred.promise;
      } finally {
        signal.removeEventListener("abort", drop);
        if (waiting.get(id) === deferred) waiting.delete(id);
      }
    },
    answer(id, answer) {
      const deferred = waiting.get(id);
      if (!deferred) return false;
      waiting.delete(id);
      deferred.resolve(answer);
      return true;
    },
  };
}
