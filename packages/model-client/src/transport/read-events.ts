/** Reads the events of an answer as they come, with a limit on silence. */
import type { IncomingMessage } from "node:http";
import { createSseDecoder } from "./sse-decoder.ts";

/** Nothing came for too long. */
export class IdleTimeout extends Error {
  readonly code = "idle-timeout";
}

/** The longest event that we accept, in characters: far beyond any real one, far below what hurts. */
const MAX_EVENT_LENGTH = 32 * 1024 * 1024;

/**
 * Yields the data of each event. Only events break the silence, comments do not; time that the caller takes
 * does not count. Throws `IdleTimeout` after `idleTimeoutMs`, `SseOverflow` for an event beyond all measure,
 * and Node's error when the connection breaks. The body stays open when the caller leaves early.
 */
export async function* readEvents(
  body: IncomingMessage,
  idleTimeoutMs: number,
): AsyncGenerator<string, void, undefined> {
  const decoder = createSseDecoder(MAX_EVENT_LENGTH);
  const chunks: AsyncIterator<Uint8Array> = body.iterator({ destroyOnReturn: false });
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      timer ??= setTimeout(() => body.destroy(new IdleTimeout("no event came in time")), idleTimeoutMs);
      const next = await chunks.next();
      if (next.done) return;
      const events = decoder.push(next.value);
      if (events.length === 0) continue;
      clearTimeout(timer);
      timer = undefined;
      yield* events;
    }
  } finally {
    clearTimeout(timer);
    await chunks.return?.();
  }
}
