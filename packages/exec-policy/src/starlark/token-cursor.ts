/** Walking over tokens. */
import { RulesFault } from "../errors.ts";
import type { Token } from "./tokenize.ts";

/** The deepest nesting of brackets and blocks that is read; hand-written rules need three or four. */
const MAX_NESTING = 64;

/** Words of the language, and words that it keeps for itself: none can name a value. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "and break continue def elif else for if in lambda load not or pass return as assert async await class " +
    "del except finally from global import is nonlocal raise try while with yield"
  ).split(" "),
);

const LACKING: Readonly<Record<string, string>> = {
  while: "use a for loop over a list",
  lambda: "use def",
  load: "rules files stand alone, so put the rules into this file",
  import: "rules files stand alone, so put the rules into this file",
  class: "use lists and strings",
  is: "use ==",
  try: "nothing here can be caught",
  raise: "nothing here can be raised",
  assert: "give prefix_rule its match and not_match examples instead",
};

/** A position in a list of tokens. */
export interface TokenCursor {
  readonly tokens: readonly Token[];
  at: number;
  nesting: number;
}

/** The next token, not consumed. */
export function peek(cursor: TokenCursor): Token {
  const token = cursor.tokens[cursor.at] ?? cursor.tokens.at(-1);
  if (!token) throw new RulesFault({ line: 1, column: 1 }, "the file could not be read");
  return token;
}

/** Consumes and gives the next token. */
export function take(cursor: TokenCursor): Token {
  const token = peek(cursor);
  cursor.at += 1;
  return token;
}

/** True if the next token is this operator or word of the language. */
export function isNext(cursor: TokenCursor, text: string): boolean {
  const token = peek(cursor);
  return (token.kind === "operator" || token.kind === "name") && token.text === text;
}

/** Consumes the operator or word if it is next. */
export function accept(cursor: TokenCursor, text: string): boolean {
  if (!isNext(cursor, text)) return false;
  cursor.at += 1;
  return true;
}

/** Consumes the operator or word, or explains what is missing. */
export function expect(cursor: TokenCursor, text: string, purpose: string): Token {
  if (isNext(cursor, text)) return take(cursor);
  throw unexpected(cursor, `expected ${JSON.stringify(text)} ${purpose}`);
}

/** Consumes a name that a value may have. */
export function takeName(cursor: TokenCursor, purpose: string): string {
  const token = peek(cursor);
  if (token.kind !== "name" || RESERVED.has(token.text)) throw unexpected(cursor, `expected ${purpose}`);
  return take(cursor).text;
}

/** The fault of the next token: what was expected, what stands there, and what to write instead. */
export function unexpected(cursor: TokenCursor, expected: string): RulesFault {
  const token = peek(cursor);
  const advice =
    token.kind === "name" && Object.hasOwn(LACKING, token.text) ? LACKING[token.text] : undefined;
  if (advice !== undefined)
    return new RulesFault(token, `rules files have no ${JSON.stringify(token.text)}: ${advice}`);
  return new RulesFault(token, `${expected}, but found ${describe(token)}`);
}

function describe(token: Token): string {
  switch (token.kind) {
    case "newline":
      return "the end of the line";
    case "end":
      return "the end of the file";
    case "indent":
      return "more indentation";
    case "dedent":
      return "less indentation";
    case "string":
    case "fstring":
      return "a string";
    default:
      return JSON.stringify(token.text);
  }
}

/** Reads one level deeper; refuses files that nest without end. */
export function nested<Result>(cursor: TokenCursor, read: () => Result): Result {
  cursor.nesting += 1;
  if (cursor.nesting > MAX_NESTING) {
    throw new RulesFault(peek(cursor), `more than ${MAX_NESTING} levels of nesting; write it flatter`);
  }
  const result = read();
  cursor.nesting -= 1;
  return result;
}
