/** One JSON Schema document: a type with all that it refers to. */
import { type JsonSchema, type JsonSchemaOptions, toJsonSchemaBody } from "./json-schema.ts";
import type { GenerateOptions, Schema } from "./schema-types.ts";

/** Builds the document of a type. Of two types with one name the second gets a number behind it. */
export function createSchemaDocument(title: string, schema: Schema, options: GenerateOptions): JsonSchema {
  const labels = new Map<Schema, string>();
  const open: (readonly [label: string, schema: Schema])[] = [];
  const withRefs: JsonSchemaOptions = {
    ...options,
    refTo(target, wanted) {
      const label = labels.get(target) ?? freeLabel(wanted, new Set(labels.values()));
      if (!labels.has(target)) open.push([label, target]);
      labels.set(target, label);
      return `#/definitions/${label}`;
    },
  };
  const root = toJsonSchemaBody(schema, withRefs);
  const definitions: Record<string, JsonSchema> = {};
  for (let next = open.shift(); next; next = open.shift()) {
    definitions[next[0]] = toJsonSchemaBody(next[1], withRefs);
  }
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title,
    ...(root === true ? {} : root),
    ...(labels.size > 0 ? { definitions } : {}),
  };
}

function freeLabel(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!taken.has(`${wanted}${number}`)) return `${wanted}${number}`;
}
