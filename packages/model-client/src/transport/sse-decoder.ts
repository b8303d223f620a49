/** Server-sent events, from bytes to the text of each event. */
import { createParser } from "eventsource-parser";

/** Turns chunks of bytes into the data of complete events, however the chunks are cut. */
export interface SseDecoder {
  /** The events that this chunk completes. Throws `SseOverflow` when one grows beyond the limit. */
  push(chunk: Uint8Array): readonly string[];
}

/** An event that is larger than we are willing to hold. */
export class SseOverflow extends Error {
  readonly code = "sse-overflow";
}

/**
 * Makes a decoder. Bytes that are not UTF-8 become replacement characters; comments, other fields and an
 * event cut off by the end of the stream are dropped. `maxLength` counts characters.
 */
export function createSseDecoder(maxLength: number): SseDecoder {
  const text = new TextDecoder("utf-8");
  let events: string[] = [];
  let overflow = false;
  const parser = createParser({
    onEvent: ({ data }) => events.push(data),
    onError: ({ type }) => {
      overflow ||= type === "max-buffer-size-exceeded";
    },
    maxBufferSize: maxLength,
  });
  return {
    push(chunk) {
      parser.feed(text.decode(chunk, { stream: true }));
      if (overflow) throw new SseOverflow(`an event is longer than ${maxLength} characters`);
      const complete = events;
      events = [];
      return complete;
    },
  };
}
