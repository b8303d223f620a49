/** Cuts output into pieces for events. */
import { completeLength } from "./utf8-boundary.ts";

/** Collects bytes and gives out pieces. */
export interface DeltaSplitter {
  push(bytes: Buffer): void;
  /** Gives out what was held back because its last character was not complete. */
  flush(): void;
}

/** Bounds of the pieces. */
export interface DeltaLimits {
  /** Largest piece, bytes. */
  readonly maxBytes: number;
  /** Pieces after which no more are given out. */
  readonly maxPieces: number;
}

/**
 * Gives every piece to `emit` at once. Pieces end between characters where the bytes are UTF-8; bytes that
 * are not pass unchanged. At most the beginning of one character is held back.
 */
export function createDeltaSplitter(limits: DeltaLimits, emit: (bytes: Uint8Array) => void): DeltaSplitter {
  let held: Buffer = Buffer.alloc(0);
  let pieces = 0;

  const give = (bytes: Buffer) => {
    if (bytes.length === 0 || pieces >= limits.maxPieces) return;
    pieces += 1;
    emit(bytes);
  };

  return {
    push(bytes) {
      let rest = held.length > 0 ? Buffer.concat([held, bytes]) : bytes;
      while (rest.length > limits.maxBytes) {
        const end = completeLength(rest.subarray(0, limits.maxBytes));
        give(rest.subarray(0, end));
        rest = rest.subarray(end);
      }
      const end = completeLength(rest);
      give(rest.subarray(0, end));
      held = Buffer.from(rest.subarray(end));
    },
    flush() {
      give(held);
      held = Buffer.alloc(0);
    },
  };
}
