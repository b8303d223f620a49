/** Works through requests in the order in which they came. */

/** The requests of one connection. */
export interface RequestQueue {
  /** Adds a request. One that does not hold up others is begun in its turn, and the next one does not wait for it. */
  add(request: { readonly holdsUp: boolean; run(): Promise<void> }): void;
  /** Resolves when few enough requests wait for more to be read. */
  ready(): Promise<void>;
  /** Resolves when every request that was added has been answered. */
  settled(): Promise<void>;
}

/** Makes an empty queue that is full with `limit` waiting requests. Requests must not reject. */
export function createRequestQueue(limit: number): RequestQueue {
  const running = new Set<Promise<void>>();
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  let wake: (() => void) | undefined;

  const begin = async ({ holdsUp, run }: { readonly holdsUp: boolean; run(): Promise<void> }) => {
    waiting -= 1;
    wake?.();
    const done = run();
    running.add(done);
    const forgotten = done.finally(() => running.delete(done));
    if (holdsUp) await forgotten;
  };

  return {
    add(request) {
      waiting += 1;
      last = last.then(() => begin(request));
    },
    async ready() {
      while (waiting >= limit) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async settled() {
      await last;
      while (running.size > 0) await Promise.all(running);
    },
  };
}
