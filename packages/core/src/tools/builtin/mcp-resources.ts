/** The three tools that read resources of MCP servers. No server can be connected yet, so all lists are empty. */
import * as z from "zod/mini";
import { announcedMcpCall, type McpCallAnswer } from "../events/mcp-events.ts";
import { type DescribedTool, functionSpec } from "../function-spec.ts";
import { parseArguments } from "../parse-arguments.ts";
import { type Tool, textOutput } from "../tool.ts";

const ListArguments = z.object({
  server: z.optional(z.nullable(z.string())),
  cursor: z.optional(z.nullable(z.string())),
});
const ReadArguments = z.object({ server: z.string(), uri: z.string() });

function listTool(
  name: DescribedTool & `list_mcp_${string}`,
  method: string,
  member: "resources" | "resourceTemplates",
): Tool {
  return {
    name,
    accepts: ["function"],
    isParallel: true,
    offer: () => functionSpec(name, { cursor: { type: "string" }, server: { type: "string" } }, []),
    async run(ports, _turn, call) {
      if (call.payload.kind !== "function") return textOutput(`${name} takes JSON arguments`);
      const { arguments: argumentsJson } = call.payload;
      const args = parseArguments(ListArguments, argumentsJson);
      if (!args.ok) return textOutput(args.text);
      const { server, cursor } = args.value;
      const announced = { callId: call.callId, server: server ?? "codex", tool: name, argumentsJson };
      const { text } = await announcedMcpCall(ports, announced, async () => {
        if (server != null) return refuse(`${method} failed: unknown MCP server '${server}'`);
        if (cursor != null) return refuse("cursor can only be used when a server is specified");
        return { ok: true, text: JSON.stringify({ [member]: [] }) };
      });
      return textOutput(text);
    },
  };
}

export const listMcpResources = listTool("list_mcp_resources", "resources/list", "resources");
export const listMcpResourceTemplates = listTool(
  "list_mcp_resource_templates",
  "resources/templates/list",
  "resourceTemplates",
);

/** `read_mcp_resource`. */
export const readMcpResource: Tool = {
  name: "read_mcp_resource",
  accepts: ["function"],
  isParallel: true,
  offer: () =>
    functionSpec("read_mcp_resource", { server: { type: "string" }, uri: { type: "string" } }, [
      "server",
      "uri",
    ]),
  async run(ports, _turn, call) {
    if (call.payload.kind !== "function") return textOutput("read_mcp_resource takes JSON arguments");
    const { arguments: argumentsJson } = call.payload;
    const args = parseArguments(ReadArguments, argumentsJson);
    if (!args.ok) return textOutput(args.text);
    const { server } = args.value;
    const announced = { callId: call.callId, server, tool: call.name, argumentsJson };
    const { text } = await announcedMcpCall(ports, announced, async () =>
      refuse(`resources/read failed: unknown MCP server '${server}'`),
    );
    return textOutput(text);
  },
};

function refuse(text: string): McpCallAnswer {
  return { ok: false, text };
}
