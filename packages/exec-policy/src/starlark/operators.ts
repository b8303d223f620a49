/** What operators do with values. */
import { type Position, RulesFault } from "../errors.ts";
import { deeper, type Machine, spend } from "./machine.ts";
import type { BinaryOperator } from "./syntax.ts";
import { typeName, type Value } from "./value.ts";

/** Operators that need both values; `and` and `or` do not. */
export type StrictOperator = Exclude<BinaryOperator, "and" | "or">;

/** Applies an operator, or explains why these two values have no such operation. */
export function applyOperator(
  machine: Machine,
  operator: StrictOperator,
  left: Value,
  right: Value,
  place: Position,
): Value {
  switch (operator) {
    case "==":
      return areEqual(machine, left, right, place);
    case "!=":
      return !areEqual(machine, left, right, place);
    case "in":
      return contains(machine, right, left, place);
    case "not in":
      return !contains(machine, right, left, place);
    case "+":
      return add(machine, left, right, place);
    case "%":
      if (typeof left === "string") return formatPercent(machine, left, right, place);
      return arithmetic(operator, left, right, place);
    case "-":
      return arithmetic(operator, left, right, place);
    default:
      if (typeof left === "string") spend(machine, left.length, place);
      return compare(operator, left, right, place);
  }
}

function unsupported(operator: string, left: Value, right: Value, place: Position): RulesFault {
  return new RulesFault(place, `${typeName(left)} ${operator} ${typeName(right)} has no meaning`);
}

/** Deep equality; functions are equal only to themselves. */
function areEqual(machine: Machine, left: Value, right: Value, place: Position): boolean {
  return deeper(machine, place, () => {
    if (typeof left === "string") spend(machine, left.length, place);
    if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) {
      return left === right;
    }
    if (left.kind === "function" || right.kind === "function" || left.kind !== right.kind) {
      return left === right;
    }
    const others = right.items;
    return (
      left.items.length === others.length &&
      left.items.every((item, at) => areEqual(machine, item, others[at] ?? null, place))
    );
  });
}

function contains(machine: Machine, container: Value, value: Value, place: Position): boolean {
  if (typeof container === "string" && typeof value === "string") {
    spend(machine, container.length, place);
    return container.includes(value);
  }
  if (typeof container === "object" && container !== null && container.kind !== "function") {
    return container.items.some((item) => areEqual(machine, item, value, place));
  }
  throw unsupported("in", value, container, place);
}

function add(machine: Machine, left: Value, right: Value, place: Position): Value {
  if (typeof left === "number" && typeof right === "number") return arithmetic("+", left, right, place);
  if (typeof left === "string" && typeof right === "string") {
    spend(machine, left.length + right.length, place);
    return left + right;
  }
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) {
    throw unsupported("+", left, right, place);
  }
  if (left.kind === "function" || right.kind === "function" || left.kind !== right.kind) {
    throw unsupported("+", left, right, place);
  }
  spend(machine, left.items.length + right.items.length, place);
  return { kind: left.kind, items: [...left.items, ...right.items] };
}

function arithmetic(operator: "+" | "-" | "%", left: Value, right: Value, place: Position): number {
  if (typeof left !== "number" || typeof right !== "number") throw unsupported(operator, left, right, place);
  if (operator === "%" && right === 0) throw new RulesFault(place, "division by zero");
  const remainder = operator === "%" ? left % right : 0;
  const isOtherSide = remainder !== 0 && remainder < 0 !== right < 0;
  const result =
    operator === "+" ? left + right : operator === "-" ? left - right : remainder + (isOtherSide ? right : 0);
  if (!Number.isSafeInteger(result)) throw new RulesFault(place, "this number is too large");
  return result;
}

function compare(operator: "<" | "<=" | ">" | ">=", left: Value, right: Value, place: Position): boolean {
  const areComparable =
    (typeof left === "number" && typeof right === "number") ||
    (typeof left === "string" && typeof right === "string");
  if (!areComparable) throw unsupported(operator, left, right, place);
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    default:
      return left >= right;
  }
}

/** `"%s-%d" % (a, b)`: %s, %r, %d and %% as in the full language. */
function formatPercent(machine: Machine, template: string, value: Value, place: Position): string {
  const isTuple = typeof value === "object" && value?.kind === "tuple";
  const values = isTuple ? value.items : [value];
  let used = 0;
  const result = template.replace(/%([\s\S])?/g, (_, letter: string | undefined) => {
    if (letter === "%") return "%";
    if (letter === undefined || !"srd".includes(letter)) {
      throw new RulesFault(place, `%${letter ?? ""} has no meaning; there are %s, %r, %d and %%`);
    }
    const next = values[used];
    used += 1;
    if (next === undefined) throw new RulesFault(place, "there are fewer values than % places");
    if (letter === "d" && typeof next !== "number") {
      throw new RulesFault(place, `%d wants an int, not ${typeName(next)}`);
    }
    const text = letter === "r" ? quoted(machine, next, place) : display(machine, next, place);
    spend(machine, text.length, place);
    return text;
  });
  spend(machine, template.length, place);
  if (used < values.length) throw new RulesFault(place, "there are more values than % places");
  return result;
}

/** A value as `str` gives it: strings as they are. */
export function display(machine: Machine, value: Value, place: Position): string {
  return typeof value === "string" ? value : quoted(machine, value, place);
}

/** A value as it would be written in a file. */
export function quoted(machine: Machine, value: Value, place: Position): string {
  return deeper(machine, place, () => {
    if (value === null) return "None";
    if (typeof value === "boolean") return value ? "True" : "False";
    if (typeof value !== "object") return JSON.stringify(value);
    if (value.kind === "function") return `<function ${value.name}>`;
    const items = value.items.map((item) => quoted(machine, item, place));
    const text = items.join(", ");
    spend(machine, text.length, place);
    if (value.kind === "list") return `[${text}]`;
    return items.length === 1 ? `(${text},)` : `(${text})`;
  });
}
