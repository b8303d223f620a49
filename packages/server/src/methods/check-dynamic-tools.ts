/** Whether the tools that a client offers can be offered to a model. */
import { type DynamicToolSpec, isJsonObject } from "@codex-ts/protocol";

/** Calls of these names go to MCP servers. */
const RESERVED = /^mcp(?:__.*)?$/;

/** What is wrong with the first bad one, in words; undefined when all are good. `inUse` are names of other tools. */
export function checkDynamicTools(
  tools: readonly DynamicToolSpec[],
  inUse: readonly string[],
): string | undefined {
  const taken = new Set(inUse);
  for (const { name, inputSchema } of tools) {
    if (name.trim() === "") return "a dynamic tool has an empty name";
    if (name.trim() !== name)
      return `dynamic tool name has blanks at its start or end: ${JSON.stringify(name)}`;
    if (RESERVED.test(name)) return `dynamic tool name is reserved: ${name}`;
    if (taken.has(name)) return `duplicate dynamic tool name: ${name}`;
    taken.add(name);
    const fault = faultOfSchema(inputSchema);
    if (fault) return `dynamic tool input schema is not supported for ${name}: ${fault}`;
  }
  return undefined;
}

const TYPES: ReadonlySet<string> = new Set(["object", "array", "string", "number", "integer", "boolean"]);

/** What the model's server does not take: no schema at all, or a type that it does not know (0.99.0). */
function faultOfSchema(schema: unknown): string | undefined {
  if (typeof schema === "boolean") return undefined;
  if (!isJsonObject(schema)) return "it has to be a JSON Schema";
  const { type, properties, items, additionalProperties } = schema;
  if (typeof type === "string" && !TYPES.has(type)) return `the type ${JSON.stringify(type)} is not known`;
  const inner = [...(isJsonObject(properties) ? Object.values(properties) : []), items, additionalProperties];
  return inner.filter(isJsonObject).map(faultOfSchema).find(Boolean);
}
