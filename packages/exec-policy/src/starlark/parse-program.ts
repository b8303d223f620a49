/** Statements of rules files. */
import { type Position, RulesFault } from "../errors.ts";
import { parseExpression, parseExpressions, parseTarget } from "./parse-expression.ts";
import type { Expression, Parameter, Statement, Target } from "./syntax.ts";
import {
  accept,
  expect,
  isNext,
  nested,
  peek,
  type TokenCursor,
  take,
  takeName,
  unexpected,
} from "./token-cursor.ts";
import { tokenize } from "./tokenize.ts";

/** Where a statement stands decides what it may be. */
interface Place {
  readonly inFunction: boolean;
  readonly inLoop: boolean;
}

const TOP: Place = { inFunction: false, inLoop: false };

/** Reads a whole file. Throws `RulesFault` at the first mistake. */
export function parseProgram(text: string): readonly Statement[] {
  const cursor: TokenCursor = { tokens: tokenize(text), at: 0, nesting: 0 };
  const program: Statement[] = [];
  while (peek(cursor).kind !== "end") program.push(...parseLine(cursor, TOP));
  return program;
}

/** One compound statement, or the simple ones that `;` joins on a line. */
function parseLine(cursor: TokenCursor, place: Place): readonly Statement[] {
  if (isNext(cursor, "if")) return [parseIf(cursor, place)];
  if (isNext(cursor, "for")) return [parseFor(cursor, place)];
  if (isNext(cursor, "def")) return [parseDef(cursor)];
  const statements = [parseSimple(cursor, place)];
  while (accept(cursor, ";")) {
    if (peek(cursor).kind !== "newline") statements.push(parseSimple(cursor, place));
  }
  if (peek(cursor).kind !== "newline") throw unexpected(cursor, "expected the end of the statement");
  take(cursor);
  return statements;
}

function parseBlock(cursor: TokenCursor, place: Place): readonly Statement[] {
  return nested(cursor, () => {
    expect(cursor, ":", "before a block");
    if (peek(cursor).kind !== "newline") return parseLine(cursor, place);
    take(cursor);
    if (peek(cursor).kind !== "indent") throw unexpected(cursor, "expected an indented block");
    take(cursor);
    const body: Statement[] = [];
    while (peek(cursor).kind !== "dedent") body.push(...parseLine(cursor, place));
    take(cursor);
    return body;
  });
}

function position(cursor: TokenCursor): Position {
  const { line, column } = peek(cursor);
  return { line, column };
}

function parseIf(cursor: TokenCursor, place: Place): Statement {
  const start = position(cursor);
  take(cursor);
  const condition = parseExpression(cursor);
  const then = parseBlock(cursor, place);
  if (isNext(cursor, "elif")) {
    const otherwise = [nested(cursor, () => parseIf(cursor, place))];
    return { kind: "if", condition, then, otherwise, ...start };
  }
  const otherwise = accept(cursor, "else") ? parseBlock(cursor, place) : [];
  return { kind: "if", condition, then, otherwise, ...start };
}

function parseFor(cursor: TokenCursor, place: Place): Statement {
  const start = position(cursor);
  take(cursor);
  const target = parseTarget(cursor);
  expect(cursor, "in", "after the names of a for");
  const items = parseExpressions(cursor);
  return { kind: "for", target, items, body: parseBlock(cursor, { ...place, inLoop: true }), ...start };
}

function parseDef(cursor: TokenCursor): Statement {
  const start = position(cursor);
  take(cursor);
  const name = takeName(cursor, "a function's name");
  expect(cursor, "(", "after a function's name");
  const parameters: Parameter[] = [];
  while (!accept(cursor, ")")) {
    if (isNext(cursor, "*") || isNext(cursor, "**")) {
      throw new RulesFault(peek(cursor), "functions cannot collect arguments with *; name each of them");
    }
    const parameter = takeName(cursor, "a parameter's name");
    if (parameters.some((other) => other.name === parameter)) {
      throw new RulesFault(start, `the parameter ${parameter} is named twice`);
    }
    if (accept(cursor, ":")) parseExpression(cursor);
    const defaultValue = accept(cursor, "=") ? parseExpression(cursor) : undefined;
    if (defaultValue === undefined && parameters.at(-1)?.defaultValue !== undefined) {
      throw new RulesFault(
        start,
        `the parameter ${parameter} needs a default value, as the one before has one`,
      );
    }
    parameters.push({ name: parameter, defaultValue });
    if (!isNext(cursor, ")")) expect(cursor, ",", 'or ")" after a parameter');
  }
  if (accept(cursor, "->")) parseExpression(cursor);
  const body = parseBlock(cursor, { inFunction: true, inLoop: false });
  return { kind: "def", name, parameters, body, ...start };
}

function parseSimple(cursor: TokenCursor, place: Place): Statement {
  const start = position(cursor);
  const { text, kind } = peek(cursor);
  if (kind === "name" && (text === "pass" || text === "break" || text === "continue")) {
    take(cursor);
    if (text !== "pass" && !place.inLoop) throw new RulesFault(start, `${text} only works inside a for loop`);
    return { kind: text, ...start };
  }
  if (accept(cursor, "return")) {
    if (!place.inFunction) throw new RulesFault(start, "return only works inside a def");
    const value =
      peek(cursor).kind === "newline" || isNext(cursor, ";") ? undefined : parseExpressions(cursor);
    return { kind: "return", value, ...start };
  }
  return parseAssignment(cursor, start);
}

function parseAssignment(cursor: TokenCursor, start: Position): Statement {
  const expression = parseExpressions(cursor);
  if (expression.kind === "name" && accept(cursor, ":")) parseExpression(cursor);
  if (accept(cursor, "+=")) {
    if (expression.kind !== "name") throw new RulesFault(start, "only a name can be extended with +=");
    return { kind: "extend", name: expression.name, value: parseExpressions(cursor), ...start };
  }
  if (!accept(cursor, "=")) return { kind: "expression", expression, ...start };
  const value = parseExpressions(cursor);
  if (isNext(cursor, "=")) throw new RulesFault(peek(cursor), "one assignment at a time: write two lines");
  return { kind: "assign", target: toTarget(expression), value, ...start };
}

function toTarget(expression: Expression): Target {
  const { line, column } = expression;
  if (expression.kind === "name") return { kind: "name", name: expression.name, line, column };
  if (expression.kind === "tuple" || expression.kind === "list") {
    return { kind: "targets", targets: expression.items.map(toTarget), line, column };
  }
  throw new RulesFault(expression, "only names can be assigned to; build a new list instead");
}
