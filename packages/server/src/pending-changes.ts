/** Openings and closings of threads that are under way, so that nobody opens what is being closed. */

/** Changes by thread id; at most one counts for a thread, the last. */
export interface PendingChanges {
  /** Remembers a change until it has settled, whichever way. */
  track(threadId: string, change: Promise<unknown>): void;
  /**
   * The change of a thread that is under way; undefined when there is none, so that a caller who does not
   * have to wait goes on in the same step. Never rejects.
   */
  underWay(threadId: string): Promise<void> | undefined;
  /** Waits for all changes that are under way now; never rejects. */
  allSettled(): Promise<void>;
}

/** Makes an empty table. */
export function createPendingChanges(): PendingChanges {
  const changes = new Map<string, Promise<void>>();
  return {
    track(threadId, change) {
      const forget = () => {
        if (changes.get(threadId) === settled) changes.delete(threadId);
      };
      const settled: Promise<void> = change.then(forget, forget);
      changes.set(threadId, settled);
    },
    underWay: (threadId) => changes.get(threadId),
    async allSettled() {
      await Promise.all(changes.values());
    },
  };
}
