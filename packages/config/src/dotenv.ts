import type { Env } from "./providers.ts";

/** One variable that a `.env` file sets. */
export interface DotenvEntry {
  readonly name: string;
  readonly value: string;
}

/** What a `.env` file says. */
export interface Dotenv {
  /** In order; later ones win. */
  readonly entries: readonly DotenvEntry[];
  /** The lines that cannot be read, counted from 1; nothing else is lost by them. */
  readonly badLines: readonly number[];
}

/** A piece of a value, and the offset behind it; undefined = the line cannot be read. */
type Piece = { readonly text: string; readonly end: number } | undefined;

/** Finds the value of a variable that a value names; empty where there is none. */
type LookUp = (name: string) => string;

/** What stands before a value; `export` may stand before the name, and be a name itself. */
const START = /[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_][A-Za-z0-9_.]*)[^\S\n]*=[^\S\n]*/;
const NOTHING = /[^\S\n]*(?:#[^\n]*)?(?=\n|$)/;
const NAME = /[A-Za-z0-9_]*/;

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  $: "$",
  " ": " ",
  n: "\n",
};

/**
 * Reads the text of `$CODEX_HOME/.env`. Names that start with `CODEX_` in any case are left out, since that file
 * must not redirect the program itself. Pieces in single quotes are taken as they are; elsewhere `$NAME` and
 * `${NAME}` stand for a variable of the lines before or of `env`, and a backslash takes the meaning of the sign
 * behind it away. Values in quotes may span lines.
 */
export function parseDotenv(text: string, env: Env): Dotenv {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
  const entries: DotenvEntry[] = [];
  const badLines: number[] = [];
  const set = new Map<string, string>();
  const lookUp = (name: string) => set.get(name) ?? env[name] ?? "";
  let counted = { line: 1, at: 0 };
  for (let at = 0; at < source.length; at += 1) {
    const nothing = matchAt(NOTHING, source, at);
    if (nothing) {
      at += nothing[0].length;
      continue;
    }
    const start = matchAt(START, source, at);
    const value = start && readValue(source, at + start[0].length, lookUp);
    if (!start || !value) {
      counted = { line: counted.line + source.slice(counted.at, at).split("\n").length - 1, at };
      badLines.push(counted.line);
      at = endOfLine(source, at);
      continue;
    }
    const [, name = ""] = start;
    at = value.end;
    if (name.toUpperCase().startsWith("CODEX_")) continue;
    set.set(name, value.text);
    entries.push({ name, value: value.text });
  }
  return { entries, badLines };
}

/** A whole value, up to the end of its line; behind a blank only a comment may follow. */
function readValue(source: string, start: number, lookUp: LookUp): Piece {
  let text = "";
  let at = start;
  for (;;) {
    const nothing = at === start || isBlank(source[at]) ? matchAt(NOTHING, source, at) : undefined;
    if (nothing) return { text, end: at + nothing[0].length };
    if (at >= source.length || source[at] === "\n") return { text, end: at };
    if (isBlank(source[at])) return undefined;
    const piece = readPiece(source, at, lookUp);
    if (!piece) return undefined;
    text += piece.text;
    at = piece.end;
  }
}

function readPiece(source: string, at: number, lookUp: LookUp): Piece {
  if (source[at] === "'") {
    const end = source.indexOf("'", at + 1);
    return end === -1 ? undefined : { text: source.slice(at + 1, end), end: end + 1 };
  }
  return source[at] === '"' ? readQuoted(source, at + 1, lookUp) : readSign(source, at, lookUp);
}

/** What stands in double quotes, from behind the first one. */
function readQuoted(source: string, start: number, lookUp: LookUp): Piece {
  let text = "";
  let at = start;
  while (at < source.length && source[at] !== '"') {
    const piece = readSign(source, at, lookUp);
    if (!piece) return undefined;
    text += piece.text;
    at = piece.end;
  }
  return at < source.length ? { text, end: at + 1 } : undefined;
}

/** One sign, or what it stands for together with those behind it. */
function readSign(source: string, at: number, lookUp: LookUp): Piece {
  const sign = source[at] ?? "";
  if (sign === "$") return readVariable(source, at + 1, lookUp);
  if (sign !== "\\") return { text: sign, end: at + 1 };
  const next = source[at + 1];
  // At the end of a line it says nothing.
  if (next === undefined || next === "\n") return { text: "", end: at + 1 };
  const text = Object.hasOwn(ESCAPES, next) ? ESCAPES[next] : undefined;
  return text === undefined ? undefined : { text, end: at + 2 };
}

function readVariable(source: string, at: number, lookUp: LookUp): Piece {
  if (source[at] !== "{") {
    const name = matchAt(NAME, source, at)?.[0] ?? "";
    return { text: lookUp(name), end: at + name.length };
  }
  const end = source.indexOf("}", at);
  if (end === -1 || end > endOfLine(source, at)) return undefined;
  return { text: lookUp(source.slice(at + 1, end)), end: end + 1 };
}

function isBlank(sign: string | undefined): boolean {
  return sign === " " || sign === "\t";
}

function endOfLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end === -1 ? source.length : end;
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | undefined {
  const sticky = new RegExp(pattern, "y");
  sticky.lastIndex = at;
  return sticky.exec(source) ?? undefined;
}
