/** What happens to an answer that nobody reads any further. */
import type { IncomingMessage } from "node:http";

/** How long a complete answer may take to end by itself, in milliseconds. */
const DRAIN_TIMEOUT_MS = 1000;

/**
 * Gives a body back. A complete answer is let run out in the background, because its connection then serves
 * the next request; any other is cut off at once.
 */
export function releaseBody(body: IncomingMessage, isComplete: boolean): void {
  if (!isComplete || body.destroyed) {
    body.destroy();
    return;
  }
  const timer = setTimeout(() => body.destroy(), DRAIN_TIMEOUT_MS);
  timer.unref();
  body.once("close", () => clearTimeout(timer));
  body.resume();
}
