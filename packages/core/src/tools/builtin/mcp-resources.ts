/** The three tools that read resources of MCP servers. */
import { type McpConnection, RESOURCE_LISTS, type ResourceList } from "@codex-ts/mcp";
import type { CallId, McpCallOutcome } from "@codex-ts/protocol";
import { reasonOf } from "@codex-ts/std";
import * as z from "zod/mini";
import { announcedMcpCall } from "../events/mcp-events.ts";
import { type DescribedTool, functionSpec } from "../function-spec.ts";
import { parseArguments } from "../parse-arguments.ts";
import { failedOutput, type Tool, type ToolOutput, textOutput } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";

/** Trimmed; undefined where nothing is left. */
const optionalName = z.pipe(
  z.optional(z.nullable(z.string())),
  z.transform((name) => name?.trim() || undefined),
);
const ListArguments = z.object({ server: optionalName, cursor: optionalName });
const name = z.string().check(z.trim(), z.minLength(1, "must not be blank"));
const ReadArguments = z.object({ server: name, uri: name });

function listTool(name: DescribedTool & `list_mcp_${string}`, list: ResourceList): Tool {
  return {
    name,
    accepts: ["function"],
    isParallel: true,
    offer: () => functionSpec(name, { cursor: { type: "string" }, server: { type: "string" } }, []),
    async run(ports, _turn, call, signal) {
      if (call.payload.kind !== "function") return failedOutput(`${name} takes JSON arguments`);
      const { arguments: argumentsJson } = call.payload;
      const args = parseArguments(ListArguments, argumentsJson);
      if (!args.ok) return failedOutput(args.text);
      const { server, cursor } = args.value;
      const announced = { callId: call.callId, server: server ?? "codex", tool: name, argumentsJson };
      return answer(ports, announced, RESOURCE_LISTS[list], signal, async (connections) => {
        if (server !== undefined) return listOne(connections, list, server, cursor, signal);
        if (cursor !== undefined) throw new Refusal("cursor can only be used when a server is specified");
        return { [list]: await listAll(connections, list, signal) };
      });
    },
  };
}

export const listMcpResources = listTool("list_mcp_resources", "resources");
export const listMcpResourceTemplates = listTool("list_mcp_resource_templates", "resourceTemplates");

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
  async run(ports, _turn, call, signal) {
    if (call.payload.kind !== "function") return failedOutput("read_mcp_resource takes JSON arguments");
    const { arguments: argumentsJson } = call.payload;
    const args = parseArguments(ReadArguments, argumentsJson);
    if (!args.ok) return failedOutput(args.text);
    const { server, uri } = args.value;
    const announced = { callId: call.callId, server, tool: call.name, argumentsJson };
    return answer(ports, announced, "resources/read", signal, async (connections) => {
      const contents = await pick(connections, server).readResource(uri, signal);
      return { server, uri, contents };
    });
  },
};

type Connections = ReadonlyMap<string, McpConnection>;

/** What the model is told as it is, without the name of a method. */
class Refusal extends Error {}

/** Does the work as an announced call; every failure is an answer. */
async function answer(
  ports: ToolPorts,
  announced: {
    readonly callId: CallId;
    readonly server: string;
    readonly tool: string;
    readonly argumentsJson: string;
  },
  method: string,
  signal: AbortSignal,
  work: (connections: Connections) => Promise<unknown>,
): Promise<ToolOutput> {
  const outcome = await announcedMcpCall(ports, announced, async (): Promise<McpCallOutcome> => {
    try {
      const connections = await ports.mcp.connections(signal);
      return { Ok: { content: [{ type: "text", text: JSON.stringify(await work(connections)) }] } };
    } catch (error) {
      const message = reasonOf(error);
      return { Err: error instanceof Refusal ? message : `${method} failed: ${message}` };
    }
  });
  // An interrupted call gets its output where all interrupted calls get it.
  signal.throwIfAborted();
  return "Err" in outcome ? failedOutput(outcome.Err) : textOutput(textOf(outcome.Ok.content));
}

function textOf([part]: readonly unknown[]): string {
  return typeof part === "object" && part !== null && "text" in part ? String(part.text) : "";
}

function pick(connections: Connections, server: string): McpConnection {
  const connection = connections.get(server);
  if (!connection) throw new Error(`unknown MCP server '${server}'`);
  return connection;
}

async function listOne(
  connections: Connections,
  list: ResourceList,
  server: string,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<unknown> {
  const { entries, nextCursor } = await pick(connections, server).listPage(list, cursor, signal);
  const owned = entries.map((entry) => ({ server, ...entry }));
  return { server, [list]: owned, ...(nextCursor === undefined ? {} : { nextCursor }) };
}

/** All pages of all servers, by server; one that cannot list is left out, as in 0.99.0. */
async function listAll(
  connections: Connections,
  list: ResourceList,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const servers = [...connections.keys()].sort();
  const lists = await Promise.all(
    servers.map(async (server) => {
      const entries = await pick(connections, server)
        .listAll(list, signal)
        .catch(() => []);
      signal.throwIfAborted();
      return entries.map((entry) => ({ server, ...entry }));
    }),
  );
  return lists.flat();
}
