/** A small language for the shape of TOML tables: it types the raw values and drives every check of them. */
import type { RawTable } from "../toml/raw-value.ts";

/** The shape of a value, as data. */
export type Shape =
  | { readonly kind: "string" | "path" | "boolean" | "number" }
  | { readonly kind: "integer"; readonly min: number; readonly max: number }
  | {
      readonly kind: "choice";
      readonly values: readonly string[];
      readonly refused: Readonly<Record<string, string>>;
    }
  | { readonly kind: "list" | "map"; readonly of: Shape }
  | { readonly kind: "either"; readonly shapes: readonly Shape[]; readonly expected: string }
  | TableShape;

/** A table with known keys. */
export interface TableShape {
  readonly kind: "table";
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  /** What the values of unknown keys have to be nevertheless; undefined = anything. */
  readonly others: Shape | undefined;
  /** Checks what no single field can; runs when every field is in order. */
  readonly rule: TableRule | undefined;
}

/** Finds a fault in a table, at one of its keys or (without `key`) in the table as a whole. */
export type TableRule = (table: RawTable) => { readonly key?: string; readonly message: string } | undefined;

/** A shape together with the TypeScript type of the values that fit it. `value` exists for the type only. */
export interface Schema<Value> {
  readonly shape: Shape;
  readonly value?: Value;
}

/** The type of the values that fit a schema. */
export type Infer<Of> = Of extends Schema<infer Value> ? Value : never;

type Fields = Readonly<Record<string, Schema<unknown>>>;
type TableValue<In extends Fields, Required extends keyof In> = {
  readonly [Key in Required]: Infer<In[Key]>;
} & { readonly [Key in Exclude<keyof In, Required>]?: Infer<In[Key]> };

/** Any text. */
export const string: Schema<string> = { shape: { kind: "string" } };
/** True or false. */
export const boolean: Schema<boolean> = { shape: { kind: "boolean" } };
/** Any number, whole or not. */
export const number: Schema<number> = { shape: { kind: "number" } };
/** A file or folder; relative ones count from the folder of the file that holds them. */
export const path: Schema<string> = { shape: { kind: "path" } };

/** The ends of the integers that TOML has; JavaScript's numbers hold them only nearly. */
const [LEAST_INTEGER, MOST_INTEGER] = [-(2 ** 63), 2 ** 63];

/** A whole number in a range, both ends included; the checked settings hold the nearest safe integer. */
export function integer(min: number = LEAST_INTEGER, max: number = MOST_INTEGER): Schema<number> {
  return { shape: { kind: "integer", min, max } };
}

/** One of some words. `refused` gives words that have a message of their own. */
export function choice<const Word extends string>(
  values: readonly Word[],
  refused: Readonly<Record<string, string>> = {},
): Schema<Word> {
  return { shape: { kind: "choice", values, refused } };
}

/** A list of values of one shape. */
export function list<Value>(of: Schema<Value>): Schema<readonly Value[]> {
  return { shape: { kind: "list", of: of.shape } };
}

/** A table with free keys. */
export function map<Value>(of: Schema<Value>): Schema<Readonly<Record<string, Value>>> {
  return { shape: { kind: "map", of: of.shape } };
}

/** A value of one of two shapes; `expected` says which in a message. */
export function either<First, Second>(
  first: Schema<First>,
  second: Schema<Second>,
  expected: string,
): Schema<First | Second> {
  return { shape: { kind: "either", shapes: [first.shape, second.shape], expected } };
}

/** A table with known keys, all optional but the `required` ones. */
export function table<const In extends Fields, const Required extends keyof In & string = never>(
  fields: In,
  options: {
    readonly required?: readonly Required[];
    readonly others?: Schema<unknown>;
    readonly rule?: TableRule;
  } = {},
): Schema<TableValue<In, Required>> {
  const shapes = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.shape]));
  const { required = [], others, rule } = options;
  return { shape: { kind: "table", fields: shapes, required, others: others?.shape, rule } };
}
