/** How long to wait before the next attempt. */

/** The first wait, in milliseconds; every further one doubles (Codex 0.99.0). */
const BASE_DELAY_MS = 200;

/**
 * The wait before retry number `attempt` (from 1), in milliseconds: 200 × 2^(attempt − 1), with up to ten
 * percent of jitter either way. `random` gives a number from 0 to below 1.
 */
export function backoffDelayMs(attempt: number, random: () => number): number {
  return BASE_DELAY_MS * 2 ** (attempt - 1) * (0.9 + 0.2 * random());
}
