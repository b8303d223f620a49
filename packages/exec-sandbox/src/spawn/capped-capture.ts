/** Keeps the beginning of a stream. */

/** Collects bytes up to a limit; what comes after is counted as read and thrown away. */
export interface CappedCapture {
  push(bytes: Buffer): void;
  bytes(): Buffer;
}

const FIRST_BYTES = 4096;

/** A capture of at most `limit` bytes. It holds one block that grows: output may come byte by byte. */
export function createCappedCapture(limit: number): CappedCapture {
  let block = Buffer.alloc(0);
  let length = 0;
  return {
    push(bytes) {
      const kept = bytes.subarray(0, limit - length);
      if (kept.length === 0) return;
      if (length + kept.length > block.length) {
        const wanted = Math.max(FIRST_BYTES, 2 * block.length, length + kept.length);
        const grown = Buffer.allocUnsafeSlow(Math.min(limit, wanted));
        block.copy(grown, 0, 0, length);
        block = grown;
      }
      kept.copy(block, length);
      length += kept.length;
    },
    bytes: () => block.subarray(0, length),
  };
}

/**
 * Standard output followed by standard error. Above `limit` bytes together, output gets a third and error
 * the rest; what either does not need goes to the other (rule of 0.99.0).
 */
export function aggregateOutput(stdout: Buffer, stderr: Buffer, limit: number): Buffer {
  if (stdout.length + stderr.length <= limit) return Buffer.concat([stdout, stderr]);
  const wantedOut = Math.min(stdout.length, Math.floor(limit / 3));
  const err = Math.min(stderr.length, limit - wantedOut);
  const out = Math.min(stdout.length, limit - err);
  return Buffer.concat([stdout.subarray(0, out), stderr.subarray(0, err)]);
}
