/** The lines of a text file, without holding all of it. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** Bytes of a line that the model is shown (Codex 0.99.0). */
const MAX_LINE_BYTES = 500;
/** Bytes of a line that are kept: a file of one line need not fit into memory. */
const KEPT_LINE_BYTES = 16 * 1024;

/**
 * Yields the lines from the first on, without their line ends, and of very long ones the beginning; bytes that
 * are no UTF-8 become replacement characters. Throws what the system says, and for what is not a regular file.
 */
export async function* readLines(file: string, signal: AbortSignal): AsyncGenerator<string> {
  // A pipe that nobody writes to would otherwise never be open.
  await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  if (!(await handle.stat()).isFile()) throw new Error(`${file} is not a regular file`);
  const stream = handle.createReadStream({ autoClose: false, signal });
  let rest: Buffer[] = [];
  let room = KEPT_LINE_BYTES;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
      yield toLine([...rest, chunk.subarray(from, Math.min(end, from + room))]);
      rest = [];
      room = KEPT_LINE_BYTES;
      from = end + 1;
    }
    const kept = chunk.subarray(from, from + room);
    if (kept.length > 0) rest.push(kept);
    room -= kept.length;
  }
  if (rest.length > 0) yield toLine(rest);
}

function toLine(parts: readonly Buffer[]): string {
  const bytes = parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
  return new TextDecoder().decode(bytes).replace(/\r$/, "");
}

/** A line as the model is shown it: numbered, and cut where it is long, between characters. */
export function numberedLine(number: number, line: string): string {
  return `L${number}: ${cutBytes(line, MAX_LINE_BYTES)}`;
}

/** The longest beginning of a text that fits into so many bytes of UTF-8. */
export function cutBytes(text: string, limit: number): string {
  if (text.length * 3 <= limit) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(limit));
  return text.slice(0, read);
}
