/** Telling a client of a change behind the answer to the call that made it. */

/**
 * Runs `tell` when the answer is on its way: it is sent in the turn of the event loop in which the handler
 * resolves, and this runs in the next.
 */
export function afterAnswer(tell: () => void): void {
  setImmediate(tell);
}
