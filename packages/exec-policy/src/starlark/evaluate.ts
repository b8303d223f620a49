/** Computing the value of an expression. */
import { type Position, RulesFault } from "../errors.ts";
import { deeper, spend } from "./machine.ts";
import { findMethod, itemsOf } from "./methods.ts";
import { applyOperator, display, quoted } from "./operators.ts";
import { bind, innerScope, lookUp, type Scope } from "./scope.ts";
import type { Argument, ComprehensionClause, Expression } from "./syntax.ts";
import { isTruthy, typeName, type Value } from "./value.ts";

type ExpressionOf<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** Evaluates an expression. Throws `RulesFault` where it has no value. */
export function evaluate(scope: Scope, expression: Expression): Value {
  return deeper(scope.machine, expression, () => evaluateHere(scope, expression));
}

function evaluateHere(scope: Scope, expression: Expression): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "format":
      return format(scope, expression);
    case "name":
      return lookUp(scope, expression.name, expression);
    case "list":
    case "tuple":
      return { kind: expression.kind, items: expression.items.map((item) => evaluate(scope, item)) };
    case "comprehension": {
      const items: Value[] = [];
      collect(innerScope(scope), expression.item, expression.clauses, items);
      return { kind: "list", items };
    }
    case "call":
      return call(scope, expression);
    case "member":
      return findMethod(scope.machine, evaluate(scope, expression.object), expression.name, expression);
    case "index":
      return index(scope, expression);
    case "slice":
      return slice(scope, expression);
    case "unary": {
      const operand = evaluate(scope, expression.operand);
      if (expression.operator === "not") return !isTruthy(operand);
      if (typeof operand !== "number")
        throw new RulesFault(expression, `-${typeName(operand)} has no meaning`);
      return operand === 0 ? 0 : -operand;
    }
    case "binary":
      return binary(scope, expression);
    case "conditional": {
      const isThen = isTruthy(evaluate(scope, expression.condition));
      return evaluate(scope, isThen ? expression.then : expression.otherwise);
    }
  }
}

function format(scope: Scope, { parts, line, column }: ExpressionOf<"format">): string {
  const place: Position = { line, column };
  const texts = parts.map((part) => {
    if (typeof part === "string") return part;
    const value = lookUp(scope, part.name, place);
    return part.isQuoted ? quoted(scope.machine, value, place) : display(scope.machine, value, place);
  });
  spend(
    scope.machine,
    texts.reduce((sum, text) => sum + text.length, 0),
    place,
  );
  return texts.join("");
}

function collect(
  scope: Scope,
  item: Expression,
  clauses: readonly ComprehensionClause[],
  items: Value[],
): void {
  const [clause, ...rest] = clauses;
  if (!clause) {
    items.push(evaluate(scope, item));
    return;
  }
  for (const value of itemsOf(scope.machine, evaluate(scope, clause.items), clause.items)) {
    spend(scope.machine, 1, clause.items);
    bind(scope, clause.target, value);
    if (clause.conditions.every((condition) => isTruthy(evaluate(scope, condition)))) {
      collect(scope, item, rest, items);
    }
  }
}

function call(scope: Scope, expression: ExpressionOf<"call">): Value {
  const callee = evaluate(scope, expression.callee);
  if (typeof callee !== "object" || callee?.kind !== "function") {
    throw new RulesFault(expression, `${typeName(callee)} cannot be called`);
  }
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  for (const argument of expression.args) addArgument(scope, argument, positional, named);
  return callee.call({ positional, named }, { line: expression.line, column: expression.column });
}

function addArgument(scope: Scope, argument: Argument, positional: Value[], named: Map<string, Value>): void {
  const value = evaluate(scope, argument.value);
  if (argument.name === undefined) {
    positional.push(value);
    return;
  }
  if (named.has(argument.name)) throw new RulesFault(argument.value, `${argument.name} is given twice`);
  named.set(argument.name, value);
}

function index(scope: Scope, expression: ExpressionOf<"index">): Value {
  const object = evaluate(scope, expression.object);
  const at = evaluate(scope, expression.index);
  if (typeof at !== "number")
    throw new RulesFault(expression.index, `an index is an int, not ${typeName(at)}`);
  const items = sequence(scope, object, expression);
  const item = items[at < 0 ? at + items.length : at];
  if (item === undefined) throw new RulesFault(expression.index, `there is no item ${at} of ${items.length}`);
  return item;
}

function slice(scope: Scope, expression: ExpressionOf<"slice">): Value {
  const object = evaluate(scope, expression.object);
  const [start, end] = [expression.start, expression.end].map((bound) => {
    const value = bound ? evaluate(scope, bound) : undefined;
    if (bound && typeof value !== "number") throw new RulesFault(bound, "the ends of a slice are ints");
    return typeof value === "number" ? value : undefined;
  });
  const items = sequence(scope, object, expression).slice(start, end);
  spend(scope.machine, items.length, expression);
  if (typeof object === "string") return items.join("");
  return {
    kind: typeof object === "object" && object?.kind === "tuple" ? "tuple" : "list",
    items: [...items],
  };
}

function sequence(scope: Scope, object: Value, place: Position): readonly Value[] {
  if (typeof object === "string") {
    spend(scope.machine, object.length, place);
    return [...object];
  }
  if (typeof object === "object" && object !== null && object.kind !== "function") return object.items;
  throw new RulesFault(place, `${typeName(object)} has no items`);
}

function binary(scope: Scope, expression: ExpressionOf<"binary">): Value {
  const { operator } = expression;
  const left = evaluate(scope, expression.left);
  if (operator === "and") return isTruthy(left) ? evaluate(scope, expression.right) : left;
  if (operator === "or") return isTruthy(left) ? left : evaluate(scope, expression.right);
  return applyOperator(scope.machine, operator, left, evaluate(scope, expression.right), expression);
}
