/** From a zod schema to JSON Schema, draft 7. */
import type { $ZodLooseShape } from "zod/v4/core";
import { isJsonObject } from "../json.ts";
import { numberFormats } from "./number-formats.ts";
import { type Definition, definitionOf, type GenerateOptions, type Schema } from "./schema-types.ts";

/** A JSON Schema, or `true` for any value. */
export type JsonSchema = true | { [keyword: string]: unknown };

/** Writes references; `refTo` also hears of every schema that a document has to define. */
export interface JsonSchemaOptions extends GenerateOptions {
  readonly refTo: (schema: Schema, name: string) => string;
}

/** The schema as a reference when it has a name, else in place. */
export function toJsonSchema(schema: Schema, options: JsonSchemaOptions): JsonSchema {
  const published = options.published.get(schema) ?? schema;
  const name = options.nameOf(published) ?? options.nameOf(schema);
  return name === undefined ? toJsonSchemaBody(published, options) : { $ref: options.refTo(published, name) };
}

/** The schema itself, even when it has a name. Throws for a kind of schema that the protocol does not use. */
export function toJsonSchemaBody(schema: Schema, options: JsonSchemaOptions): JsonSchema {
  const published = options.published.get(schema);
  if (published) return toJsonSchemaBody(published, options);
  const def = definitionOf(schema);
  switch (def.type) {
    case "string":
    case "boolean":
    case "null":
      return { type: def.type };
    case "number":
      return { ...(numberFormats.get(schema) ?? { type: "number" }) };
    case "unknown":
    case "any":
      return true;
    case "enum":
      return { type: "string", enum: Object.values(def.entries) };
    case "literal":
      return toEnum(def.values);
    case "array":
      return { type: "array", items: toJsonSchema(def.element, options) };
    case "record":
      return { type: "object", additionalProperties: toJsonSchema(def.valueType, options) };
    case "object":
      return toObject(schema, def, options);
    case "union":
      return { [isTagged(def) ? "oneOf" : "anyOf"]: def.options.map((each) => toJsonSchema(each, options)) };
    case "intersection":
      return { allOf: [toJsonSchema(def.left, options), toJsonSchema(def.right, options)] };
    case "nullable":
      return toNullable(toJsonSchema(def.innerType, options));
    case "optional":
    case "readonly":
      return toJsonSchema(def.innerType, options);
    case "default":
      return withDefault(toJsonSchema(def.innerType, options), def.defaultValue);
    default:
      throw new Error(`no JSON Schema for a zod schema of type ${def.type}`);
  }
}

function toEnum(values: readonly unknown[]): JsonSchema {
  const type = typeof values[0];
  return { ...(type === "string" || type === "boolean" ? { type } : {}), enum: [...values] };
}

function isTagged(def: Definition & { type: "union" }): boolean {
  return "discriminator" in def;
}

function toObject(
  schema: Schema,
  def: Definition & { type: "object" },
  options: JsonSchemaOptions,
): JsonSchema {
  const shape: $ZodLooseShape = def.shape;
  const isStrict = def.catchall !== undefined && definitionOf(def.catchall).type === "never";
  const omitted = options.omitted.get(schema);
  const names = Object.keys(shape).filter((name) => !omitted?.has(name));
  const required = names.filter((name) => isRequired(shape[name] as Schema, isStrict, options));
  return {
    type: "object",
    ...(required.length > 0 ? { required } : {}),
    ...(names.length > 0
      ? {
          properties: Object.fromEntries(
            names.map((name) => [name, toJsonSchema(shape[name] as Schema, options)]),
          ),
        }
      : {}),
    ...(isStrict ? { additionalProperties: false } : {}),
  };
}

/**
 * Where null stands for absent, a member that may be null need not be there. The one key of an externally
 * tagged variant is the exception: it is what makes the variant.
 */
function isRequired(schema: Schema, isStrict: boolean, options: JsonSchemaOptions): boolean {
  const def = definitionOf(options.published.get(schema) ?? schema);
  if (def.type === "readonly") return isRequired(def.innerType, isStrict, options);
  if (def.type === "nullable") return isStrict || !options.isNullAbsent;
  return def.type !== "optional" && def.type !== "default";
}

function toNullable(schema: JsonSchema): JsonSchema {
  if (schema === true) return true;
  const { type } = schema;
  if (typeof type === "string" && schema["enum"] === undefined) return { ...schema, type: [type, "null"] };
  return { anyOf: [schema, { type: "null" }] };
}

function withDefault(schema: JsonSchema, value: unknown): JsonSchema {
  if (!isJsonObject(schema)) return { default: value };
  return "$ref" in schema ? { default: value, allOf: [schema] } : { default: value, ...schema };
}
