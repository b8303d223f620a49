/** What one word of a Bash script stands for, worked out from its source text. */

/** A word of a command. */
export interface ContainedWord {
  /**
   * The word as the program receives it. Where it is not literal: the best reading there is, with the parts
   * that the shell would expand left as they stand in the script.
   */
  readonly text: string;
  /** False when expansion (variables, substitutions, globs, `~`) decides what the word becomes. */
  readonly isLiteral: boolean;
}

/** One character after quote removal. `isActive` tells an unquoted character from a quoted one. */
interface Unit {
  readonly char: string;
  readonly isActive: boolean;
}

interface Reading {
  readonly units: Unit[];
  isLiteral: boolean;
}

/** Words that only differ by brace expansion are few in honest scripts; more than this stay unexpanded. */
const MAX_BRACE_WORDS = 64;

/** `{-9223372036854775808..9223372036854775807..1}` is the longest range that means something. */
const MAX_RANGE_LENGTH = 64;

const ANSI_ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "?": "?",
};

/**
 * Resolves the source text of one word: quotes and escapes are removed as Bash does it and `{a,b}` is
 * expanded, so that one source word may become several. Never runs or expands anything else.
 */
export function resolveWord(source: string): readonly ContainedWord[] {
  const reading: Reading = { units: [], isLiteral: !source.startsWith("~") };
  let at = 0;
  while (at < source.length) at = readUnit(source, at, reading);
  const words = expandBraces(reading.units);
  if (words === undefined) return [{ text: joinUnits(reading.units), isLiteral: false }];
  return words.map((units) => ({ text: joinUnits(units), isLiteral: reading.isLiteral && !hasGlob(units) }));
}

function readUnit(source: string, at: number, reading: Reading): number {
  const char = source.charAt(at);
  switch (char) {
    case "\\":
      if (source[at + 1] !== "\n") push(reading, source.charAt(at + 1) || "\\", false);
      return at + 2;
    case "'":
      return readSingleQuoted(source, at, reading);
    case '"':
      return readDoubleQuoted(source, at, reading);
    case "$":
      if (source[at + 1] === "'") return readAnsiQuoted(source, at, reading);
      if (source[at + 1] === '"') return readDoubleQuoted(source, at + 1, reading);
      return readDollar(source, at, reading, true);
    case "`":
    case "<":
    case ">":
    case "(":
      reading.isLiteral = false;
      push(reading, char, true);
      return at + 1;
    default:
      push(reading, char, true);
      return at + 1;
  }
}

function readSingleQuoted(source: string, at: number, reading: Reading): number {
  const end = source.indexOf("'", at + 1);
  const stop = end < 0 ? source.length : end;
  push(reading, source.slice(at + 1, stop), false);
  return stop + 1;
}

function readDoubleQuoted(source: string, start: number, reading: Reading): number {
  let at = start + 1;
  while (at < source.length && source[at] !== '"') {
    const char = source.charAt(at);
    const next = source.charAt(at + 1);
    if (char === "\\" && next !== "" && '$`"\\\n'.includes(next)) {
      if (next !== "\n") push(reading, next, false);
      at += 2;
    } else if (char === "$") {
      at = readDollar(source, at, reading, false);
    } else {
      if (char === "`") reading.isLiteral = false;
      push(reading, char, false);
      at += 1;
    }
  }
  return at + 1;
}

function readDollar(source: string, at: number, reading: Reading, isActive: boolean): number {
  const next = source.charAt(at + 1);
  if (isActive ? next !== "" : /[\w@*#?$!({[-]/.test(next)) reading.isLiteral = false;
  push(reading, "$", isActive);
  return at + 1;
}

function readAnsiQuoted(source: string, start: number, reading: Reading): number {
  let at = start + 2;
  while (at < source.length && source[at] !== "'") {
    if (source[at] !== "\\") {
      push(reading, source.charAt(at), false);
      at += 1;
      continue;
    }
    const decoded = readAnsiEscape(source, at);
    push(reading, decoded.text, false);
    at += decoded.length;
  }
  return at + 1;
}

function readAnsiEscape(source: string, at: number): { readonly text: string; readonly length: number } {
  const rest = source.slice(at + 1, at + 10);
  const coded = /^(?:x([\da-f]{1,2})|u([\da-f]{1,4})|U([\da-f]{1,8}))/i.exec(rest);
  const octal = /^[0-7]{1,3}/.exec(rest);
  if (coded) {
    const code = Number.parseInt(coded[1] ?? coded[2] ?? coded[3] ?? "", 16);
    return { text: code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd", length: 1 + coded[0].length };
  }
  if (octal)
    return { text: String.fromCharCode(Number.parseInt(octal[0], 8) & 0xff), length: 1 + octal[0].length };
  if (rest.startsWith("c") && rest.length > 1) {
    return { text: String.fromCharCode(rest.charCodeAt(1) & 0x1f), length: 3 };
  }
  const simple = ANSI_ESCAPES[rest.charAt(0)];
  return { text: simple ?? `\\${rest.charAt(0)}`, length: 2 };
}

function push(reading: Reading, text: string, isActive: boolean): void {
  for (const char of text) reading.units.push({ char, isActive });
}

function joinUnits(units: readonly Unit[]): string {
  return units.map((unit) => unit.char).join("");
}

function hasGlob(units: readonly Unit[]): boolean {
  return units.some((unit) => unit.isActive && "*?[".includes(unit.char));
}

/** The words that `{a,b}` makes; undefined when that is unclear or makes too many. */
function expandBraces(units: readonly Unit[]): readonly (readonly Unit[])[] | undefined {
  const done: (readonly Unit[])[] = [];
  const todo: (readonly Unit[])[] = [units];
  for (let word = todo.pop(); word !== undefined; word = todo.pop()) {
    const group = findBraceGroup(word);
    if (group === "unclear" || done.length + todo.length > MAX_BRACE_WORDS) return undefined;
    if (group === undefined) {
      done.push(word);
      continue;
    }
    const head = word.slice(0, group.open);
    const tail = word.slice(group.close + 1);
    for (const part of [...group.parts].reverse()) todo.push([...head, ...part, ...tail]);
  }
  return done;
}

interface BraceGroup {
  readonly open: number;
  readonly close: number;
  readonly parts: readonly (readonly Unit[])[];
}

/** A brace that is open, and the commas directly inside it. */
interface OpenBrace {
  readonly open: number;
  readonly commas: number[];
}

/** The first group that expands, in one pass; "unclear" for a range or where shells differ. */
function findBraceGroup(units: readonly Unit[]): BraceGroup | "unclear" | undefined {
  const lastComma = units.findLastIndex((unit) => isActiveChar(unit, ","));
  const stack: OpenBrace[] = [];
  let first: BraceGroup | undefined;
  for (const [at, unit] of units.entries()) {
    if (isActiveChar(unit, "{")) stack.push({ open: at, commas: [] });
    if (isActiveChar(unit, ",")) stack.at(-1)?.commas.push(at);
    const brace = isActiveChar(unit, "}") ? stack.pop() : undefined;
    if (!brace || isActiveChar(units[brace.open - 1], "$")) continue;
    // `{1..9}` is a range. In `{a},}` shells differ about which brace closes the first one.
    if (brace.commas.length === 0 && (lastComma > at || hasRange(units, brace.open, at))) return "unclear";
    const isFirst = brace.commas.length > 0 && (first === undefined || brace.open < first.open);
    if (isFirst) first = toGroup(units, brace, at);
  }
  return first;
}

function toGroup(units: readonly Unit[], { open, commas }: OpenBrace, close: number): BraceGroup {
  const ends = [...commas, close];
  const parts = ends.map((end, index) => units.slice((ends[index - 1] ?? open) + 1, end));
  return { open, close, parts };
}

/** Looks for two dots in a row; a group without commas that is longer than a range is none. */
function hasRange(units: readonly Unit[], open: number, close: number): boolean {
  return close - open <= MAX_RANGE_LENGTH && joinUnits(units.slice(open, close)).includes("..");
}

function isActiveChar(unit: Unit | undefined, char: string): boolean {
  return unit?.isActive === true && unit.char === char;
}
