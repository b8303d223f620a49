/** Methods of strings and lists. */
import { type Position, RulesFault } from "../errors.ts";
import { type Machine, spend } from "./machine.ts";
import { type FunctionValue, type ListValue, typeName, type Value } from "./value.ts";

type StringMethod = (text: string, args: readonly string[]) => Value;

const STRING_METHODS: Readonly<
  Record<string, { readonly count: readonly number[]; readonly run: StringMethod }>
> = {
  lower: { count: [0], run: (text) => text.toLowerCase() },
  upper: { count: [0], run: (text) => text.toUpperCase() },
  strip: { count: [0], run: (text) => text.trim() },
  startswith: { count: [1], run: (text, [start = ""]) => text.startsWith(start) },
  endswith: { count: [1], run: (text, [end = ""]) => text.endsWith(end) },
  replace: { count: [2], run: (text, [from = "", to = ""]) => text.replaceAll(from, () => to) },
  split: { count: [0, 1], run: splitText },
};

/** The method of a value as a function bound to it. */
export function findMethod(machine: Machine, object: Value, name: string, place: Position): FunctionValue {
  const method =
    typeof object === "string"
      ? stringMethod(machine, object, name)
      : typeof object === "object" && object?.kind === "list"
        ? listMethod(machine, object, name)
        : undefined;
  if (method) return method;
  const known =
    "strings have join, split, strip, lower, upper, startswith, endswith, replace; lists have append, extend";
  throw new RulesFault(place, `${typeName(object)} has no method ${name} (${known})`);
}

function stringMethod(machine: Machine, text: string, name: string): FunctionValue | undefined {
  if (name === "join")
    return { kind: "function", name, call: (args, place) => join(machine, text, args.positional, place) };
  const method = Object.hasOwn(STRING_METHODS, name) ? STRING_METHODS[name] : undefined;
  if (!method) return undefined;
  return {
    kind: "function",
    name,
    call({ positional, named }, place) {
      const args = positional.filter((arg) => typeof arg === "string");
      if (args.length !== positional.length || named.size > 0 || !method.count.includes(args.length)) {
        throw new RulesFault(place, `${name} takes ${method.count.join(" or ")} strings`);
      }
      const growth = args.reduce((sum, arg) => sum + arg.length, 0);
      spend(machine, name === "replace" ? (text.length + 1) * (growth + 1) : text.length + growth, place);
      return method.run(text, args);
    },
  };
}

function splitText(text: string, [separator]: readonly string[]): Value {
  const parts =
    separator === undefined ? text.split(/\s+/).filter((part) => part !== "") : text.split(separator);
  return { kind: "list", items: parts };
}

function join(machine: Machine, separator: string, args: readonly Value[], place: Position): string {
  const [list] = args;
  if (args.length !== 1 || typeof list !== "object" || list === null || list.kind === "function") {
    throw new RulesFault(place, "join takes one list of strings");
  }
  const items: readonly Value[] = list.items;
  const parts = items.filter((item) => typeof item === "string");
  if (parts.length !== items.length) throw new RulesFault(place, "join takes one list of strings");
  const length = parts.reduce((sum, part) => sum + part.length + separator.length, 0);
  spend(machine, length, place);
  return parts.join(separator);
}

function listMethod(machine: Machine, list: ListValue, name: string): FunctionValue | undefined {
  if (name !== "append" && name !== "extend") return undefined;
  return {
    kind: "function",
    name,
    call({ positional, named }, place) {
      const [value] = positional;
      if (value === undefined || positional.length > 1 || named.size > 0) {
        throw new RulesFault(place, `${name} takes one argument`);
      }
      const added = name === "append" ? [value] : itemsOf(machine, value, place);
      for (const item of added) list.items.push(item);
      return null;
    },
  };
}

/** The items of a list or tuple, as a copy that later changes do not touch. */
export function itemsOf(machine: Machine, value: Value, place: Position): readonly Value[] {
  if (typeof value !== "object" || value === null || value.kind === "function") {
    throw new RulesFault(place, `expected a list or a tuple, not ${typeName(value)}`);
  }
  spend(machine, value.items.length, place);
  return [...value.items];
}
