/** Lets parallel tools share the turn and makes the others wait their turn. */

/** Runs calls of one model response. */
export interface ToolScheduler {
  /** Runs `work` as soon as the calls before it allow; an exclusive call waits for all and blocks all. */
  run<Result>(isParallel: boolean, work: () => Promise<Result>): Promise<Result>;
}

/** Makes the scheduler of one response: a fair lock with shared and exclusive holders. */
export function createToolScheduler(): ToolScheduler {
  let lastExclusive: Promise<unknown> = Promise.resolve();
  let shared: Promise<unknown>[] = [];
  return {
    run(isParallel, work) {
      const before = isParallel ? lastExclusive : Promise.all([lastExclusive, ...shared]);
      const result = before.then(work);
      const settled = result.catch(() => undefined);
      if (isParallel) shared.push(settled);
      else {
        lastExclusive = settled;
        shared = [];
      }
      return result;
    },
  };
}
