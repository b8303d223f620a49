/** Numbers of the unified-exec tools (facts of 0.99.0, sandbox page §8). */

/** How long a first call waits for output unless the model says otherwise, ms. */
export const DEFAULT_START_YIELD_MS = 10_000;
/** The same for writing to a running process. */
export const DEFAULT_WRITE_YIELD_MS = 250;
/** Bounds of any wait, ms. */
const MIN_YIELD_MS = 250;
const MAX_YIELD_MS = 30_000;
/** A write without text only polls, and waits at least this long, ms. */
const MIN_POLL_YIELD_MS = 5_000;
/** Tokens of output that a reply carries unless the model says otherwise. */
export const DEFAULT_MAX_OUTPUT_TOKENS = 10_000;

/** Bytes kept per poll and per transcript: the first and the last half; the middle is dropped. */
export const BUFFER_BYTES = 1024 * 1024;

/** Processes that the store keeps at most, and the number at which the model is warned. */
export const MAX_PROCESSES = 64;
export const WARN_PROCESSES = 60;
/** The most recently used ones are never pruned. */
export const PROTECTED_RECENT_PROCESSES = 8;

/** Range of process ids, both ends included. */
export const MIN_PROCESS_ID = 1_000;
export const MAX_PROCESS_ID = 99_999;

/** Largest piece of output in one event, bytes, and the largest number of events per call. */
export const MAX_DELTA_BYTES = 8_192;
export const MAX_DELTAS = 10_000;

/** Time for a terminal program to react to input before its output is collected, ms. */
export const AFTER_WRITE_MS = 100;

/** Size of every terminal. */
export const TERMINAL_ROWS = 24;
export const TERMINAL_COLUMNS = 80;

/** Bounds a wait that the model asked for. `isPoll`: nothing is written. */
export function clampYieldMs(requestedMs: number, isPoll: boolean): number {
  return Math.min(MAX_YIELD_MS, Math.max(isPoll ? MIN_POLL_YIELD_MS : MIN_YIELD_MS, requestedMs));
}
