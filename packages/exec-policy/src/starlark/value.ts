/** The values that rules files compute with. */
import type { Position } from "../errors.ts";

/** A list; `append`, `extend` and `+=` change it in place. */
export interface ListValue {
  readonly kind: "list";
  readonly items: Value[];
}

/** A sequence that does not change. */
export interface TupleValue {
  readonly kind: "tuple";
  readonly items: readonly Value[];
}

/** Arguments of a call, evaluated. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** Something that can be called, built in or defined in the file. */
export interface FunctionValue {
  readonly kind: "function";
  readonly name: string;
  call(args: CallArguments, place: Position): Value;
}

/** Any value. */
export type Value = null | boolean | number | string | ListValue | TupleValue | FunctionValue;

/** The name of a value's type as error messages use it. */
export function typeName(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return "int";
  return typeof value === "string" ? "string" : value.kind;
}

/** Whether a condition counts the value as true. */
export function isTruthy(value: Value): boolean {
  if (value === null || typeof value === "boolean") return value === true;
  if (typeof value === "number") return value !== 0;
  if (typeof value === "string") return value !== "";
  return value.kind === "function" || value.items.length > 0;
}
