/** Reads a text file from its end. */
import { type FileHandle, open } from "node:fs/promises";

const BLOCK = 8 * 1024;
const NEWLINE = 0x0a;

/** Yields the lines of a UTF-8 file, last one first, reading only as much as is asked for. */
export async function* reverseLines(path: string, signal: AbortSignal): AsyncGenerator<string> {
  const handle = await open(path, "r");
  try {
    yield* linesFromEnd(handle, (await handle.stat()).size, signal);
  } finally {
    await handle.close();
  }
}

async function* linesFromEnd(handle: FileHandle, size: number, signal: AbortSignal): AsyncGenerator<string> {
  /** What was read of the line whose start is not reached yet, block by block, last block first. */
  let tail: Uint8Array[] = [];
  for (let end = size; end > 0; ) {
    signal.throwIfAborted();
    const start = Math.max(0, end - BLOCK);
    const block = await readExactly(handle, start, end - start);
    end = start;
    let lineEnd = block.length;
    for (
      let at = block.lastIndexOf(NEWLINE);
      at !== -1;
      at = lineEnd > 0 ? block.lastIndexOf(NEWLINE, lineEnd - 1) : -1
    ) {
      yield joinText(block.subarray(at + 1, lineEnd), tail);
      tail = [];
      lineEnd = at;
    }
    tail.push(block.subarray(0, lineEnd));
  }
  if (tail.length > 0) yield joinText(new Uint8Array(), tail);
}

async function readExactly(handle: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const block = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(block, done, length - done, start + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return block.subarray(0, done);
}

function joinText(first: Uint8Array, tail: readonly Uint8Array[]): string {
  return Buffer.concat([first, ...tail.toReversed()]).toString("utf8");
}
