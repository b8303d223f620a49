/** String literals: single, triple, raw and format strings. */
import { type Position, RulesFault } from "../errors.ts";

/** A literal that was read. */
export interface StringLiteral {
  readonly value: string;
  readonly isFormat: boolean;
  /** The offset after the closing quotes. */
  readonly end: number;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
  "\r\n": "",
};

const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|\r\n|[\s\S])/g;

/**
 * Reads the literal that starts at `start`. An escape that means nothing keeps its backslash; one that wants
 * digits and lacks them is a fault.
 */
export function readStringLiteral(text: string, start: number, position: Position): StringLiteral {
  const prefix = /^[A-Za-z]*/.exec(text.slice(start, start + 2))?.[0] ?? "";
  if (prefix !== "" && prefix !== "r" && prefix !== "f") {
    throw new RulesFault(position, `strings may be marked r or f, not ${prefix}`);
  }
  const open = start + prefix.length;
  const quote = text.charAt(open);
  const isTriple = text.startsWith(quote.repeat(3), open);
  const mark = isTriple ? quote.repeat(3) : quote;
  let at = open + mark.length;
  const contentStart = at;
  while (!text.startsWith(mark, at)) {
    if (at >= text.length || (!isTriple && text[at] === "\n")) {
      throw new RulesFault(position, `this string is not closed; end it with ${mark}`);
    }
    at += text[at] === "\\" ? (text.startsWith("\\\r\n", at) ? 3 : 2) : 1;
  }
  const source = text.slice(contentStart, at);
  // Only a triple string holds bare line ends; they mean the same in every file.
  const content = isTriple ? source.replaceAll("\r\n", "\n") : source;
  return {
    value: prefix === "r" ? content : content.replace(ESCAPE, (written) => decodeEscape(written, position)),
    isFormat: prefix === "f",
    end: at + mark.length,
  };
}

function decodeEscape(source: string, position: Position): string {
  const body = source.slice(1);
  if (/^[0-7]/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8));
  if (/^[xuU][0-9a-fA-F]{2}/.test(body)) {
    const code = Number.parseInt(body.slice(1), 16);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      throw new RulesFault(position, `${source} is no Unicode character`);
    }
    return String.fromCodePoint(code);
  }
  if (/^[xuU]$/.test(body)) {
    throw new RulesFault(
      position,
      `${source} wants ${body === "x" ? 2 : body === "u" ? 4 : 8} hexadecimal digits`,
    );
  }
  return ESCAPES[body] ?? source;
}
