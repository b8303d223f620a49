/** Randomness that a failed test can be run with again. */

/** Numbers from 0 (included) to 1 (excluded), and what they came from. */
export interface SeededRandom {
  readonly seed: number;
  readonly random: () => number;
}

const RANGE = 2 ** 32;

/** Another sequence at every run, or that of `TEST_SEED`. The generator is mulberry32. */
export function seededRandom(): SeededRandom {
  const seed = Number(process.env["TEST_SEED"] ?? Math.floor(Math.random() * RANGE));
  let state = seed;
  return {
    seed,
    random() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / RANGE;
    },
  };
}
