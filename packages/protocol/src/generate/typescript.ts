/** From a zod schema to the text of a TypeScript type. */
import type { $ZodLooseShape } from "zod/v4/core";
import { type Definition, definitionOf, type GenerateOptions, type Schema } from "./schema-types.ts";

/** Hears of every type that a text refers to by name. */
export interface TypeScriptOptions extends GenerateOptions {
  readonly onName: (schema: Schema, name: string) => void;
}

/** The type as a name when it has one, else in place. */
export function toTypeScript(schema: Schema, options: TypeScriptOptions): string {
  const published = options.published.get(schema) ?? schema;
  const name = options.nameOf(published) ?? options.nameOf(schema);
  if (name === undefined) return toTypeScriptBody(published, options);
  options.onName(published, name);
  return name;
}

/** The type itself, even when it has a name. Throws for a kind of schema that the protocol does not use. */
export function toTypeScriptBody(schema: Schema, options: TypeScriptOptions): string {
  const published = options.published.get(schema);
  if (published) return toTypeScriptBody(published, options);
  const def = definitionOf(schema);
  switch (def.type) {
    case "string":
    case "boolean":
    case "null":
    case "number":
      return def.type;
    case "unknown":
    case "any":
      return "unknown";
    case "enum":
      return Object.values(def.entries).map(quote).join(" | ");
    case "literal":
      return def.values.map(quote).join(" | ");
    case "array":
      return `Array<${toTypeScript(def.element, options)}>`;
    case "record":
      return `{ [key in string]?: ${toTypeScript(def.valueType, options)} }`;
    case "object":
      return toObject(schema, def, options);
    case "union":
      return def.options.map((each) => toTypeScript(each, options)).join(" | ");
    case "intersection":
      return `(${toTypeScript(def.left, options)}) & (${toTypeScript(def.right, options)})`;
    case "nullable":
      return `${toTypeScript(def.innerType, options)} | null`;
    case "optional":
    case "default":
    case "readonly":
      return toTypeScript(def.innerType, options);
    default:
      throw new Error(`no TypeScript for a zod schema of type ${def.type}`);
  }
}

function quote(value: unknown): string {
  return JSON.stringify(value);
}

function toObject(schema: Schema, def: Definition & { type: "object" }, options: TypeScriptOptions): string {
  const shape: $ZodLooseShape = def.shape;
  const omitted = options.omitted.get(schema);
  const names = Object.keys(shape).filter((name) => !omitted?.has(name));
  if (names.length === 0) return "Record<string, never>";
  const members = names.map((name) => {
    const member = shape[name] as Schema;
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
    return `${key}${mayBeAbsent(member, options) ? "?" : ""}: ${toTypeScript(member, options)}`;
  });
  return `{ ${members.join(", ")} }`;
}

/** A default fills in what a sender left out. */
function mayBeAbsent(schema: Schema, options: TypeScriptOptions): boolean {
  const { type } = definitionOf(options.published.get(schema) ?? schema);
  return type === "optional" || type === "default";
}
