/** From the table of config.toml's keys to its JSON Schema. */
import { configTable } from "../../packages/config/src/raw/config-table.ts";
import type { Shape } from "../../packages/config/src/raw/schema.ts";

type JsonSchema = { readonly [keyword: string]: unknown };

/** The text of `config.schema.json`: one line for each key at the top. Unknown keys are let through. */
export function renderConfigSchema(): string {
  const { properties, ...rest } = toJsonSchema(configTable.shape) as { properties: JsonSchema };
  const head = { $schema: "http://json-schema.org/draft-07/schema#", title: "config.toml", ...rest };
  const lines = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  const keys = Object.keys(properties).sort();
  const members = keys.map((key) => ` ${JSON.stringify(key)}:${JSON.stringify(properties[key])}`);
  return `{\n${lines.join(",\n")},\n"properties":{\n${members.join(",\n")}\n}\n}\n`;
}

/** The schema of one shape. What a rule checks across keys cannot be said in a schema and is left out. */
function toJsonSchema(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case "path":
      return { type: "string" };
    case "string":
    case "boolean":
    case "number":
      return { type: shape.kind };
    case "integer":
      return { type: "integer", ...toBounds(shape.min, shape.max) };
    case "choice":
      return { type: "string", enum: shape.values };
    case "list":
      return { type: "array", items: toJsonSchema(shape.of) };
    case "map":
      return { type: "object", additionalProperties: toJsonSchema(shape.of) };
    case "either":
      return { anyOf: shape.shapes.map(toJsonSchema) };
    case "table":
      return {
        type: "object",
        ...(shape.required.length > 0 ? { required: shape.required } : {}),
        properties: Object.fromEntries(
          Object.entries(shape.fields).map(([key, field]) => [key, toJsonSchema(field)]),
        ),
      };
  }
}

/** Bounds that only say what a double can hold are no bounds. */
function toBounds(min: number, max: number): JsonSchema {
  return {
    ...(min > Number.MIN_SAFE_INTEGER ? { minimum: min } : {}),
    ...(max < Number.MAX_SAFE_INTEGER ? { maximum: max } : {}),
  };
}
