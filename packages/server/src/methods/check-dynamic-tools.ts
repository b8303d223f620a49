/** Whether the tools that a client offers can be offered to a model. */
import type { DynamicToolSpec } from "@codex-ts/protocol";

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
    const isSchema =
      typeof inputSchema === "boolean" || (typeof inputSchema === "object" && inputSchema !== null);
    if (!isSchema || Array.isArray(inputSchema)) {
      return `dynamic tool input schema is not supported for ${name}: it has to be a JSON Schema`;
    }
  }
  return undefined;
}
