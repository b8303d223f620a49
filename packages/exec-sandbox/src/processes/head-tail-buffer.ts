/** Keeps the beginning and the end of a long output. */
import { createCappedCapture } from "../spawn/capped-capture.ts";

/** What a buffer holds. */
export interface HeadAndTail {
  readonly head: Buffer;
  /** Follows `head` directly when nothing was dropped. */
  readonly tail: Buffer;
  readonly droppedBytes: number;
}

/** A buffer that drops the middle. */
export interface HeadTailBuffer {
  push(bytes: Buffer): void;
  /** What is held now; the buffer stays as it is. */
  read(): HeadAndTail;
  clear(): void;
}

/** More pieces than this become one: output may come byte by byte. */
const MAX_PIECES = 256;

/** A buffer of at most `limit` bytes: the first half of them from the beginning, the second from the end. */
export function createHeadTailBuffer(limit: number): HeadTailBuffer {
  const headLimit = Math.floor(limit / 2);
  const tailLimit = limit - headLimit;
  let head = createCappedCapture(headLimit);
  let headBytes = 0;
  let tail: Buffer[] = [];
  let tailBytes = 0;
  let droppedBytes = 0;

  const dropOverflow = () => {
    let overflow = tailBytes - tailLimit;
    while (overflow > 0) {
      const oldest = tail[0];
      if (!oldest) return;
      const cut = Math.min(overflow, oldest.length);
      if (cut === oldest.length) tail.shift();
      else tail[0] = oldest.subarray(cut);
      tailBytes -= cut;
      droppedBytes += cut;
      overflow -= cut;
    }
  };

  return {
    push(bytes) {
      const toHead = bytes.subarray(0, headLimit - headBytes);
      head.push(toHead);
      headBytes += toHead.length;
      const toTail = bytes.subarray(toHead.length);
      if (toTail.length === 0) return;
      tail.push(toTail);
      tailBytes += toTail.length;
      dropOverflow();
      if (tail.length > MAX_PIECES) tail = [Buffer.concat(tail, tailBytes)];
    },
    read: () => ({ head: head.bytes(), tail: Buffer.concat(tail, tailBytes), droppedBytes }),
    clear() {
      head = createCappedCapture(headLimit);
      tail = [];
      headBytes = 0;
      tailBytes = 0;
      droppedBytes = 0;
    },
  };
}
