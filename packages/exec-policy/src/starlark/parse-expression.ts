/** Expressions of rules files, by precedence. */
import { type Position, RulesFault } from "../errors.ts";
import type {
  Argument,
  BinaryOperator,
  ComprehensionClause,
  Expression,
  FormatPart,
  Target,
} from "./syntax.ts";
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

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "in"]);
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["True", true],
  ["False", false],
  ["None", null],
]);
/** Operators of the full language that rules have no use for. */
const LACKING: ReadonlySet<string> = new Set(["*", "/", "//", "|", "&", "^", "<<", ">>", "**", "~"]);

/** Reads `a, b` as a tuple, anything else as one value. */
export function parseExpressions(cursor: TokenCursor): Expression {
  const first = parseExpression(cursor);
  if (!isNext(cursor, ",")) return first;
  const items = [first];
  while (accept(cursor, ",") && startsExpression(cursor)) items.push(parseExpression(cursor));
  return { kind: "tuple", items, ...placeOf(first) };
}

/** Reads one value, conditional expressions included. */
export function parseExpression(cursor: TokenCursor): Expression {
  return nested(cursor, () => {
    const then = parseOr(cursor);
    if (!accept(cursor, "if")) return then;
    const condition = parseOr(cursor);
    expect(cursor, "else", "in a conditional value");
    return { kind: "conditional", condition, then, otherwise: parseExpression(cursor), ...placeOf(then) };
  });
}

function startsExpression(cursor: TokenCursor): boolean {
  const token = peek(cursor);
  if (token.kind === "operator") return "([{-".includes(token.text);
  return token.kind === "string" || token.kind === "fstring" || token.kind === "int" || token.kind === "name";
}

function placeOf(position: Position): Position {
  return { line: position.line, column: position.column };
}

function parseOr(cursor: TokenCursor): Expression {
  return parseBinary(cursor, parseAnd, ["or"]);
}

function parseAnd(cursor: TokenCursor): Expression {
  return parseBinary(cursor, parseNot, ["and"]);
}

function parseNot(cursor: TokenCursor): Expression {
  if (!isNext(cursor, "not")) return parseComparison(cursor);
  const place = placeOf(take(cursor));
  return nested(cursor, () => ({ kind: "unary", operator: "not", operand: parseNot(cursor), ...place }));
}

function parseBinary(
  cursor: TokenCursor,
  parseSide: (cursor: TokenCursor) => Expression,
  operators: readonly BinaryOperator[],
): Expression {
  let left = parseSide(cursor);
  for (;;) {
    const operator = operators.find((text) => isNext(cursor, text));
    if (operator === undefined) return left;
    take(cursor);
    left = { kind: "binary", operator, left, right: parseSide(cursor), ...placeOf(left) };
  }
}

function parseComparison(cursor: TokenCursor): Expression {
  const left = parseSum(cursor);
  const operator = takeComparison(cursor);
  if (operator === undefined) return left;
  const right = parseSum(cursor);
  const token = peek(cursor);
  if (COMPARISONS.has(token.text) && token.kind !== "string" && !isNext(cursor, "in")) {
    throw new RulesFault(token, "comparisons cannot be chained; join them with `and`");
  }
  return { kind: "binary", operator, left, right, ...placeOf(left) };
}

function takeComparison(cursor: TokenCursor): BinaryOperator | undefined {
  if (isNext(cursor, "not") && cursor.tokens[cursor.at + 1]?.text === "in") {
    cursor.at += 2;
    return "not in";
  }
  const comparison = [...COMPARISONS].find((text) => isNext(cursor, text));
  if (comparison === undefined) return undefined;
  take(cursor);
  return comparison as BinaryOperator;
}

function parseSum(cursor: TokenCursor): Expression {
  return parseBinary(cursor, parseRemainder, ["+", "-"]);
}

function parseRemainder(cursor: TokenCursor): Expression {
  const value = parseBinary(cursor, parseUnary, ["%"]);
  const token = peek(cursor);
  if (token.kind === "operator" && LACKING.has(token.text)) {
    throw new RulesFault(
      token,
      `rules files have no operator ${token.text}; there are + - % and comparisons`,
    );
  }
  return value;
}

function parseUnary(cursor: TokenCursor): Expression {
  if (!isNext(cursor, "-")) return parsePostfix(cursor);
  const place = placeOf(take(cursor));
  return nested(cursor, () => ({ kind: "unary", operator: "-", operand: parseUnary(cursor), ...place }));
}

function parsePostfix(cursor: TokenCursor): Expression {
  let value = parsePrimary(cursor);
  for (;;) {
    const place = placeOf(value);
    if (accept(cursor, "(")) value = { kind: "call", callee: value, args: parseArguments(cursor), ...place };
    else if (accept(cursor, ".")) {
      value = {
        kind: "member",
        object: value,
        name: takeName(cursor, "a method's name after `.`"),
        ...place,
      };
    } else if (accept(cursor, "[")) value = parseSubscript(cursor, value);
    else return value;
  }
}

function parseArguments(cursor: TokenCursor): readonly Argument[] {
  const args: Argument[] = [];
  while (!accept(cursor, ")")) {
    if (isNext(cursor, "*") || isNext(cursor, "**")) {
      throw new RulesFault(peek(cursor), "arguments cannot be unpacked with *; write them out");
    }
    const isNamed = peek(cursor).kind === "name" && cursor.tokens[cursor.at + 1]?.text === "=";
    const name = isNamed ? takeName(cursor, "an argument's name") : undefined;
    if (isNamed) take(cursor);
    if (!isNamed && args.some((arg) => arg.name !== undefined)) {
      throw new RulesFault(peek(cursor), "positional arguments must come before named ones");
    }
    args.push({ name, value: parseExpression(cursor) });
    if (!isNext(cursor, ")")) expect(cursor, ",", 'or ")" after an argument');
  }
  return args;
}

function parseSubscript(cursor: TokenCursor, object: Expression): Expression {
  const place = placeOf(object);
  const start = isNext(cursor, ":") ? undefined : parseExpression(cursor);
  if (!accept(cursor, ":")) {
    expect(cursor, "]", "after an index");
    if (start === undefined) throw unexpected(cursor, "expected an index");
    return { kind: "index", object, index: start, ...place };
  }
  const end = isNext(cursor, "]") ? undefined : parseExpression(cursor);
  expect(cursor, "]", "after a slice");
  return { kind: "slice", object, start, end, ...place };
}

function parsePrimary(cursor: TokenCursor): Expression {
  const token = peek(cursor);
  const place = placeOf(token);
  switch (token.kind) {
    case "string":
      take(cursor);
      refuseAdjacentString(cursor);
      return { kind: "literal", value: token.text, ...place };
    case "fstring":
      take(cursor);
      refuseAdjacentString(cursor);
      return { kind: "format", parts: parseTemplate(token.text, place), ...place };
    case "int":
      take(cursor);
      if (!Number.isSafeInteger(Number(token.text))) throw new RulesFault(token, "this number is too large");
      return { kind: "literal", value: Number(token.text), ...place };
    case "name": {
      const constant = CONSTANTS.get(token.text);
      if (constant !== undefined) {
        take(cursor);
        return { kind: "literal", value: constant, ...place };
      }
      return { kind: "name", name: takeName(cursor, "a value"), ...place };
    }
    default:
      if (accept(cursor, "[")) return parseList(cursor, place);
      if (accept(cursor, "(")) return parseParenthesised(cursor, place);
      if (isNext(cursor, "{")) throw new RulesFault(token, "rules files have no dictionaries; use lists");
      throw unexpected(cursor, "expected a value");
  }
}

const TEMPLATE_PART = /\{\{|\}\}|\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<conversion>![rs])?\}|[^{}]+|[{}]/g;

function parseTemplate(template: string, place: Position): readonly FormatPart[] {
  return [...template.matchAll(TEMPLATE_PART)].map(({ 0: text, groups }): FormatPart => {
    const name = groups?.["name"];
    if (name !== undefined) return { name, isQuoted: groups?.["conversion"] === "!r" };
    if (text === "{" || text === "}") {
      throw new RulesFault(place, "only a name may stand in the braces of an f-string; write {{ for a brace");
    }
    return text === "{{" || text === "}}" ? text.slice(1) : text;
  });
}

function refuseAdjacentString(cursor: TokenCursor): void {
  const { kind } = peek(cursor);
  if (kind === "string" || kind === "fstring") {
    throw new RulesFault(peek(cursor), "two strings stand side by side; put a comma or + between them");
  }
}

function parseList(cursor: TokenCursor, place: Position): Expression {
  if (accept(cursor, "]")) return { kind: "list", items: [], ...place };
  const first = parseExpression(cursor);
  if (isNext(cursor, "for")) {
    const clauses = parseClauses(cursor);
    expect(cursor, "]", "after a comprehension");
    return { kind: "comprehension", item: first, clauses, ...place };
  }
  const items = [first];
  while (!accept(cursor, "]")) {
    expect(cursor, ",", 'or "]" after a list item');
    if (!isNext(cursor, "]")) items.push(parseExpression(cursor));
  }
  return { kind: "list", items, ...place };
}

function parseClauses(cursor: TokenCursor): readonly ComprehensionClause[] {
  const clauses: ComprehensionClause[] = [];
  while (accept(cursor, "for")) {
    const target = parseTarget(cursor);
    expect(cursor, "in", "after the names of a for");
    const items = parseOr(cursor);
    const conditions: Expression[] = [];
    while (accept(cursor, "if")) conditions.push(parseOr(cursor));
    clauses.push({ target, items, conditions });
  }
  return clauses;
}

function parseParenthesised(cursor: TokenCursor, place: Position): Expression {
  if (accept(cursor, ")")) return { kind: "tuple", items: [], ...place };
  const value = parseExpressions(cursor);
  expect(cursor, ")", "to close the parenthesis");
  return value;
}

/** Reads the names that a loop or an assignment binds: `x`, or `x, y`. */
export function parseTarget(cursor: TokenCursor): Target {
  const place = placeOf(peek(cursor));
  const isWrapped = accept(cursor, "(");
  const targets: Target[] = [{ kind: "name", name: takeName(cursor, "a name to bind"), ...place }];
  while (accept(cursor, ",") && !isNext(cursor, "in") && !isNext(cursor, ")")) {
    const next = placeOf(peek(cursor));
    targets.push({ kind: "name", name: takeName(cursor, "a name to bind"), ...next });
  }
  if (isWrapped) expect(cursor, ")", "after the names");
  const [only] = targets;
  return targets.length === 1 && only ? only : { kind: "targets", targets, ...place };
}
