/** Reads the body of an answer that is no stream. */
import type { IncomingMessage } from "node:http";
import { IdleTimeout } from "./read-events.ts";
import { releaseBody } from "./release-body.ts";

/** How much to read, and how long to wait for it. */
export interface ReadTextLimits {
  /** What comes after that many bytes is cut off. */
  readonly maxBytes: number;
  /** The longest silence, in milliseconds. */
  readonly idleTimeoutMs: number;
}

/** The body as text. Throws `IdleTimeout`, or Node's error when the connection breaks. */
export async function readText(body: IncomingMessage, limits: ReadTextLimits): Promise<string> {
  const timer = setTimeout(() => body.destroy(new IdleTimeout("no data came in time")), limits.idleTimeoutMs);
  const text = new TextDecoder("utf-8");
  let result = "";
  let room = limits.maxBytes;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      timer.refresh();
      result += text.decode(chunk.subarray(0, room), { stream: true });
      room -= chunk.length;
      if (room <= 0) break;
    }
    return result + text.decode();
  } finally {
    clearTimeout(timer);
    releaseBody(body, false);
  }
}
