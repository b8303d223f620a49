/** Cuts a stream of bytes into lines of text. */

/** A line without its newline, or why it is not one. */
export type InputLine =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unreadable"; readonly reason: string };

const NEWLINE = 0x0a;

/**
 * Gives one line after the other; the last one needs no newline. A line of more than `limit` bytes is dropped as
 * it comes, so that it takes no memory, and a line that is not UTF-8 is dropped whole: both are told as
 * unreadable, and the lines behind them are read.
 */
export async function* readLines(input: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<InputLine> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const take = (bytes: Uint8Array) => {
    size += bytes.length;
    if (size > limit) parts = [];
    else if (bytes.length > 0) parts.push(bytes);
  };
  const finish = (): InputLine => {
    const line = size > limit ? tooLong(size, limit) : decode(parts);
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of input) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end === -1) break;
      take(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (size > 0) yield finish();
}

function tooLong(size: number, limit: number): InputLine {
  return { kind: "unreadable", reason: `it has ${size} bytes, more than ${limit}` };
}

function decode(parts: readonly Uint8Array[]): InputLine {
  try {
    const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes) };
  } catch {
    return { kind: "unreadable", reason: "it is not UTF-8" };
  }
}
