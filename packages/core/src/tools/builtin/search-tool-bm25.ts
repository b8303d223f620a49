/** `search_tool_bm25`: finds tools of MCP servers, and shows them to the model for the rest of its task. */
import type { McpTool } from "@codex-ts/mcp";
import * as z from "zod/mini";
import { functionSpec } from "../function-spec.ts";
import { optionalCount, parseArguments } from "../parse-arguments.ts";
import { failedOutput, type Tool, textOutput } from "../tool.ts";

/** How many tools are found when the model does not say (Codex 0.99.0). */
const DEFAULT_LIMIT = 8;

const Arguments = z.object({ query: z.string(), limit: optionalCount });

/** Offered where tools of MCP servers are hidden. */
export const searchToolBm25: Tool = {
  name: "search_tool_bm25",
  accepts: ["function"],
  isParallel: true,
  offer: (turn) =>
    turn.tools.toolSearch
      ? functionSpec("search_tool_bm25", { limit: { type: "number" }, query: { type: "string" } }, ["query"])
      : "none",
  async run(ports, _turn, call, signal) {
    if (call.payload.kind !== "function") return failedOutput("search_tool_bm25 takes JSON arguments");
    const args = parseArguments(Arguments, call.payload.arguments);
    if (!args.ok) return failedOutput(args.text);
    const query = args.value.query.trim();
    if (query === "") return failedOutput("query must not be empty");
    const limit = args.value.limit ?? DEFAULT_LIMIT;
    if (limit === 0) return failedOutput("limit must be greater than zero");

    const tools = await ports.mcp.tools(signal);
    const { rankDocuments } = await import("../search/rank-documents.ts");
    const ranked = rankDocuments(tools.map(searchText), query).slice(0, limit);
    const found = ranked.flatMap(({ index, score }) =>
      tools.slice(index, index + 1).map((tool) => ({ tool, score })),
    );
    for (const { tool } of found) ports.foundTools.add(tool.qualifiedName);
    return textOutput(
      JSON.stringify({
        query,
        total_tools: tools.length,
        active_selected_tools: [...ports.foundTools],
        tools: found.map(({ tool, score }) => describe(tool, score)),
      }),
    );
  },
};

/** Everything about a tool that a query may name. */
function searchText(tool: McpTool): string {
  return [
    tool.qualifiedName,
    tool.name,
    tool.server,
    titleOf(tool),
    tool.description,
    ...inputKeys(tool),
  ].join(" ");
}

/** As Codex 0.99.0 tells it; the connector's members are for apps, which there are none of. */
function describe(tool: McpTool, score: number) {
  return {
    name: tool.qualifiedName,
    server: tool.server,
    title: titleOf(tool),
    description: tool.description,
    connector_id: null,
    connector_name: null,
    input_keys: inputKeys(tool),
    score,
  };
}

function titleOf({ definition }: McpTool): string | null {
  return typeof definition["title"] === "string" ? definition["title"] : null;
}

function inputKeys({ parameters }: McpTool): readonly string[] {
  return Object.keys(parameters.properties ?? {});
}
