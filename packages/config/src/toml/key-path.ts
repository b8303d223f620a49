import { formatKey } from "./format-value.ts";
import { parseToml } from "./parse-toml.ts";

/** A key from the root of a document; numbers are positions in lists. */
export type KeyPath = readonly (string | number)[];

/** The path as TOML writes it: dots between the segments, quotes where a segment needs them. */
export function formatKeyPath(path: KeyPath): string {
  return path
    .map((segment) => (typeof segment === "number" ? String(segment) : formatKey(segment)))
    .join(".");
}

/**
 * Splits a dotted key of a command line. A segment may be quoted as in TOML, and then holds dots; an
 * unquoted one may hold any other character. Returns undefined for an empty segment or an open quote.
 */
export function parseKeyPath(text: string): readonly string[] | undefined {
  const segments: string[] = [];
  let at = 0;
  for (;;) {
    const segment = readSegment(text, at);
    if (segment === undefined || segment.name === undefined) return undefined;
    segments.push(segment.name);
    if (segment.end === text.length) return segments;
    at = segment.end + 1;
  }
}

interface Segment {
  readonly name: string | undefined;
  /** The offset of the dot behind the segment, or the length of the text. */
  readonly end: number;
}

function readSegment(text: string, from: number): Segment | undefined {
  const start = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
  const quote = text[start];
  if (quote !== '"' && quote !== "'") {
    const dot = text.indexOf(".", start);
    const end = dot === -1 ? text.length : dot;
    return { name: text.slice(start, end).trim() || undefined, end };
  }
  const close = endOfQuoted(text, start);
  if (close === undefined) return undefined;
  const rest = /^\s*/.exec(text.slice(close))?.[0].length ?? 0;
  const end = close + rest;
  if (end < text.length && text[end] !== ".") return undefined;
  const parsed = parseToml(`name = ${text.slice(start, close)}`);
  return { name: parsed.ok ? String(parsed.table["name"]) || undefined : undefined, end };
}

/** The offset behind the quote that closes the one at `start`; undefined when it stays open. */
export function endOfQuoted(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\" && quote === '"') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return undefined;
}
