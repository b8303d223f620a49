/** The output of one process: taken in portions by the model, kept as a transcript, followed by events. */
import { createDeltaSplitter, type DeltaSplitter } from "../spawn/delta-splitter.ts";
import { completeLength, strayLength } from "../spawn/utf8-boundary.ts";
import { createHeadTailBuffer, type HeadAndTail } from "./head-tail-buffer.ts";
import { BUFFER_BYTES, MAX_DELTA_BYTES, MAX_DELTAS } from "./limits.ts";

/** A portion of output. */
export interface OutputPortion {
  readonly output: string;
  readonly droppedBytes: number;
}

/** Receives bytes from the process and hands them on. */
export interface ProcessOutput {
  push(bytes: Buffer): void;
  /** No more bytes will come. */
  end(): void;
  /** Takes what came since the last time; a character that is not complete yet stays for the next time. */
  take(): OutputPortion;
  transcript(): string;
  subscribe(listener: (bytes: Uint8Array) => void): () => void;
}

const DELTA_LIMITS = { maxBytes: MAX_DELTA_BYTES, maxPieces: MAX_DELTAS };

/** Makes an empty output. */
export function createProcessOutput(): ProcessOutput {
  const portion = createHeadTailBuffer(BUFFER_BYTES);
  const transcript = createHeadTailBuffer(BUFFER_BYTES);
  const followers = new Set<DeltaSplitter>();
  let hasEnded = false;

  return {
    push(bytes) {
      portion.push(bytes);
      transcript.push(bytes);
      for (const follower of followers) follower.push(bytes);
    },
    end() {
      hasEnded = true;
      for (const follower of followers) follower.flush();
    },
    take() {
      const { head, tail, droppedBytes } = portion.read();
      portion.clear();
      if (hasEnded) return { output: textOf({ head, tail, droppedBytes }), droppedBytes };
      const last = tail.length > 0 ? tail : head;
      const complete = completeLength(last);
      portion.push(last.subarray(complete));
      const cut = last.subarray(0, complete);
      const whole = tail.length > 0 ? { head, tail: cut, droppedBytes } : { head: cut, tail, droppedBytes };
      return { output: textOf(whole), droppedBytes };
    },
    transcript: () => textOf(transcript.read()),
    subscribe(listener) {
      const follower = createDeltaSplitter(DELTA_LIMITS, listener);
      const { head, tail } = transcript.read();
      follower.push(Buffer.concat([head, tail]));
      if (hasEnded) follower.flush();
      else followers.add(follower);
      return () => followers.delete(follower);
    },
  };
}

/**
 * The two parts are one text unless something between them is missing: then the characters that were cut are
 * dropped. Bytes that are not UTF-8 become U+FFFD; unlike a finished command's, a portion is too short a text
 * to guess an encoding from.
 */
function textOf({ head, tail, droppedBytes }: HeadAndTail): string {
  const decode = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  if (droppedBytes === 0) return decode(Buffer.concat([head, tail]));
  return decode(head.subarray(0, completeLength(head))) + decode(tail.subarray(strayLength(tail)));
}
