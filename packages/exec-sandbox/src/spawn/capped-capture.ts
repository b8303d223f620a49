/** Keeps the beginning of a stream. */

/** Collects bytes up to a limit; what comes after is counted as read and thrown away. */
export interface CappedCapture {
  push(bytes: Buffer): void;
  bytes(): Buffer;
}

/** A capture of at most `limit` bytes. */
export function createCappedCapture(limit: number): CappedCapture {
  const pieces: Buffer[] = [];
  let length = 0;
  return {
    push(bytes) {
      const kept = bytes.subarray(0, limit - length);
      if (kept.length === 0) return;
      pieces.push(kept);
      length += kept.length;
    },
    bytes: () => Buffer.concat(pieces, length),
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
