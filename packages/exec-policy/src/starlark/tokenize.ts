/** Rules files as tokens, with the indentation of lines made explicit. */
import { type Position, RulesFault } from "../errors.ts";
import { readStringLiteral } from "./string-literal.ts";

/** One token. `text` is the operator, the name, the digits or the string's value. */
export interface Token extends Position {
  readonly kind: "name" | "int" | "string" | "fstring" | "operator" | "newline" | "indent" | "dedent" | "end";
  readonly text: string;
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const INT = /0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]+/y;
const OPERATOR = /\*\*=?|\/\/=?|->|<<=?|>>=?|[-+*/%&|^<>=!]=|\.\.\.|[-+*/%&|^~<>=.,:;()[\]{}@!]/y;
const STRING_START = /(?:[rRfFbB]{0,2})["']/y;
const OPENING = "([{";
const CLOSING = ")]}";

const NO_TABS = "tabs are not allowed outside of strings and comments; use spaces";

interface State {
  readonly text: string;
  readonly tokens: Token[];
  readonly indents: number[];
  at: number;
  line: number;
  lineStart: number;
  depth: number;
}

/** Splits a file into tokens. Throws `RulesFault` at the first place that is no token. */
export function tokenize(text: string): readonly Token[] {
  const state: State = { text, tokens: [], indents: [0], at: 0, line: 1, lineStart: 0, depth: 0 };
  if (text.startsWith("\ufeff")) {
    throw fault(state, "the file starts with a byte order mark; save it as plain UTF-8");
  }
  startLine(state);
  while (state.at < text.length) readToken(state);
  endLine(state);
  while ((state.indents.pop() ?? 0) > 0) add(state, "dedent", "");
  add(state, "end", "");
  return state.tokens;
}

function fault(state: State, message: string): RulesFault {
  return new RulesFault(positionOf(state), message);
}

function positionOf(state: State): Position {
  return { line: state.line, column: state.at - state.lineStart + 1 };
}

function add(state: State, kind: Token["kind"], text: string): void {
  state.tokens.push({ kind, text, ...positionOf(state) });
}

/** Reads the indentation of a line that holds more than blanks and a comment. Tabs are free in other lines. */
function startLine(state: State): void {
  const blank = /[ \t]*/y;
  blank.lastIndex = state.at;
  const indent = blank.exec(state.text)?.[0] ?? "";
  const next = state.text[state.at + indent.length];
  const isEmpty = next === undefined || "\r\n#".includes(next);
  if (indent.includes("\t") && (state.depth > 0 || !isEmpty)) throw fault(state, NO_TABS);
  state.at += indent.length;
  if (state.depth > 0 || isEmpty) return;
  const current = state.indents.at(-1) ?? 0;
  if (indent.length > current) {
    state.indents.push(indent.length);
    add(state, "indent", "");
  }
  while (indent.length < (state.indents.at(-1) ?? 0)) {
    state.indents.pop();
    add(state, "dedent", "");
  }
  if (indent.length !== state.indents.at(-1)) {
    throw fault(state, "this line is indented less than its block but more than the one around it");
  }
}

function endLine(state: State): void {
  const last = state.tokens.at(-1)?.kind;
  if (state.depth === 0 && last !== undefined && last !== "newline" && last !== "dedent") {
    add(state, "newline", "");
  }
}

function readToken(state: State): void {
  const char = state.text.charAt(state.at);
  if (char === "\n" || char === "\r") {
    readLineEnd(state);
    return;
  }
  if (char === "\t") throw fault(state, NO_TABS);
  if (char === " ") {
    state.at += 1;
    return;
  }
  if (char === "#") {
    const end = state.text.indexOf("\n", state.at);
    state.at = end < 0 ? state.text.length : end;
    return;
  }
  if (/^\\\r?\n/.test(state.text.slice(state.at, state.at + 3))) {
    state.at = state.text.indexOf("\n", state.at) + 1;
    state.line += 1;
    state.lineStart = state.at;
    return;
  }
  if (matchAt(state, STRING_START) !== undefined) {
    readString(state);
    return;
  }
  const name = matchAt(state, NAME);
  const int = name === undefined ? matchAt(state, INT) : undefined;
  const operator = name ?? int ?? matchAt(state, OPERATOR);
  if (int !== undefined && /^0\d/.test(int)) throw fault(state, `${int} starts with a zero; leave it out`);
  if (operator === undefined) throw fault(state, `the character ${JSON.stringify(char)} has no meaning here`);
  add(state, name !== undefined ? "name" : int !== undefined ? "int" : "operator", operator);
  state.at += operator.length;
  if (OPENING.includes(operator)) state.depth += 1;
  if (CLOSING.includes(operator)) state.depth = Math.max(0, state.depth - 1);
}

function readLineEnd(state: State): void {
  if (state.text[state.at] === "\r" && state.text[state.at + 1] !== "\n") {
    throw fault(state, "a carriage return must be followed by a line feed");
  }
  endLine(state);
  state.at += state.text[state.at] === "\r" ? 2 : 1;
  state.line += 1;
  state.lineStart = state.at;
  startLine(state);
}

function readString(state: State): void {
  const literal = readStringLiteral(state.text, state.at, positionOf(state));
  add(state, literal.isFormat ? "fstring" : "string", literal.value);
  const source = state.text.slice(state.at, literal.end);
  const lines = source.split("\n").length - 1;
  if (lines > 0) state.lineStart = state.at + source.lastIndexOf("\n") + 1;
  state.line += lines;
  state.at = literal.end;
}

function matchAt(state: State, pattern: RegExp): string | undefined {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = state.at;
  return sticky.exec(state.text)?.[0];
}
