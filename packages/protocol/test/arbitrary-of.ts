/** Values of a schema, for property tests. */
import fc, { type Arbitrary } from "fast-check";
import type { $ZodLooseShape } from "zod/v4/core";
import { definitionOf, type Schema } from "../src/generate/schema-types.ts";
import { Int32, Int64, Uint, Uint16, Uint32, Uint64 } from "../src/numbers.ts";
import { ModeKind } from "../src/settings/mode-kind.ts";

const MAX = Number.MAX_SAFE_INTEGER;
const integers = new Map<Schema, Arbitrary<unknown>>([
  [Int32, fc.integer()],
  [Int64, fc.maxSafeInteger()],
  [Uint16, fc.integer({ min: 0, max: 0xffff })],
  [Uint32, fc.integer({ min: 0, max: 0xffff_ffff })],
  [Uint64, fc.integer({ min: 0, max: MAX })],
  [Uint, fc.integer({ min: 0, max: MAX })],
  [ModeKind, fc.constantFrom("plan", "default", "custom", "pair_programming")],
]);

/** Strings as they come: lone surrogates, control characters, names of Object's own members. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("\ud800", "a\udfff", "\0", "constructor", "toString", "null", ""),
);
/** JSON without the one key that decoders refuse. */
const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes("__proto__"));
const keys = text.filter((key) => key !== "__proto__");

/** Any value that a schema reads, among them ones with members that it does not know. */
export function arbitraryOf(schema: Schema): Arbitrary<unknown> {
  const known = integers.get(schema);
  if (known) return known;
  const def = definitionOf(schema);
  switch (def.type) {
    case "string":
      return text;
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
    case "unknown":
      return json;
    case "enum":
      return fc.constantFrom(...Object.values(def.entries));
    case "literal":
      return fc.constantFrom(...def.values);
    case "array":
      return fc.array(arbitraryOf(def.element), { maxLength: 2 });
    case "record":
      return fc.dictionary(keys, arbitraryOf(def.valueType), { maxKeys: 2 });
    case "object":
      return objectOf(def.shape, def.catchall);
    case "union":
      return fc.oneof(...def.options.map(arbitraryOf));
    case "intersection":
      return fc
        .tuple(arbitraryOf(def.left), arbitraryOf(def.right))
        .map(([left, right]) => ({ ...(left as object), ...(right as object) }));
    case "nullable":
      return fc.option(arbitraryOf(def.innerType));
    case "optional":
    case "default":
    case "readonly":
      return arbitraryOf(def.innerType);
    default:
      throw new Error(`no values for a zod schema of type ${def.type}`);
  }
}

function objectOf(shape: $ZodLooseShape, catchall: Schema | undefined): Arbitrary<unknown> {
  const names = Object.keys(shape);
  const required = names.filter((name) => !mayBeAbsent(shape[name] as Schema));
  const members = fc.record(
    Object.fromEntries(names.map((name) => [name, arbitraryOf(shape[name] as Schema)])),
    { requiredKeys: required },
  );
  const isLoose = catchall !== undefined && definitionOf(catchall).type === "unknown";
  if (!isLoose) return members;
  const others = fc.dictionary(keys, json, { maxKeys: 1 });
  return fc.tuple(others, members).map(([extra, own]) => ({ ...extra, ...own }));
}

function mayBeAbsent(schema: Schema): boolean {
  const { type } = definitionOf(schema);
  return type === "optional" || type === "default";
}
