/** Brings the schema of a tool's arguments into the part of JSON Schema that the model's server takes. */
import { isJsonObject, type ToolJsonSchema } from "@codex-ts/protocol";

type Members = Readonly<Record<string, unknown>>;

type SchemaType = NonNullable<ToolJsonSchema["type"]>;

/** The types of JSON Schema, with what they become. */
const TYPES: ReadonlyMap<unknown, SchemaType> = new Map([
  ["object", "object"],
  ["array", "array"],
  ["string", "string"],
  ["number", "number"],
  ["integer", "number"],
  ["boolean", "boolean"],
]);

/** Members that tell the type of a schema that does not say it, in the order in which they are asked. */
const TYPE_CLUES: readonly (readonly [SchemaType, readonly string[]])[] = [
  ["object", ["properties", "required", "additionalProperties"]],
  ["array", ["items", "prefixItems"]],
  ["string", ["enum", "const", "format"]],
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
];

/** The schema with only the members that survive in 0.99.0; what is missing is filled in. Never throws. */
export function sanitizeToolSchema(schema: unknown): ToolJsonSchema {
  // `true`, `false` and nonsense.
  if (!isJsonObject(schema)) return { type: "string" };
  const type = typeOf(schema);
  const description = typeof schema["description"] === "string" ? { description: schema["description"] } : {};
  if (type === "object") return { type, ...description, ...objectMembers(schema) };
  if (type === "array") {
    const items = "items" in schema ? sanitizeToolSchema(schema["items"]) : ({ type: "string" } as const);
    return { type, ...description, items };
  }
  return { type, ...description };
}

function objectMembers(schema: Members): ToolJsonSchema {
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const sorted = Object.keys(properties).sort();
  const required = Array.isArray(schema["required"])
    ? schema["required"].filter((name): name is string => typeof name === "string")
    : undefined;
  const additional = schema["additionalProperties"];
  return {
    properties: Object.fromEntries(sorted.map((name) => [name, sanitizeToolSchema(properties[name])])),
    ...(required ? { required } : {}),
    ...(typeof additional === "boolean" ? { additionalProperties: additional } : {}),
    ...(isJsonObject(additional) ? { additionalProperties: sanitizeToolSchema(additional) } : {}),
  };
}

function typeOf(schema: Members): SchemaType {
  const type = schema["type"];
  const names: readonly unknown[] = Array.isArray(type) ? type : [type];
  for (const name of names) {
    const known = TYPES.get(name);
    if (known !== undefined) return known;
  }
  const clue = TYPE_CLUES.find(([, members]) => members.some((member) => member in schema));
  return clue?.[0] ?? "string";
}
