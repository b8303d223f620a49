/** What the generators need to know of zod, and of the definitions that they write. */
import type { $ZodType, $ZodTypes } from "zod/v4/core";

/** Any schema. */
export type Schema = $ZodType;
/** What a schema says of itself, by `type`. */
export type Definition = $ZodTypes["_zod"]["def"];

/** The definition of a schema. */
export function definitionOf(schema: Schema): Definition {
  return (schema as $ZodTypes)._zod.def;
}

/** True for a value that is a schema. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && "_zod" in value;
}

/** How schemas are told apart and changed on their way into a document. */
export interface GenerateOptions {
  /** The name under which a schema is referred to; undefined: it is written in place. */
  readonly nameOf: (schema: Schema) => string | undefined;
  /** The published form of schemas that read more than they promise. */
  readonly published: ReadonlyMap<Schema, Schema>;
  /** Members that a document leaves out, by the object that has them. */
  readonly omitted: ReadonlyMap<Schema, ReadonlySet<string>>;
  /** True: JSON Schemas let a member be absent that may be null, also where we always write it. */
  readonly isNullAbsent: boolean;
}
