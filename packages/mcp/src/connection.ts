/** One server that is ready. */
import { type CallToolResult, isJsonObject, type ToolJsonSchema } from "@codex-ts/protocol";
import { reasonOf, untilAborted } from "@codex-ts/std";
import { McpError } from "./errors.ts";
import { type AskUser, CANCEL } from "./question.ts";
import { SANDBOX_CAPABILITY, SANDBOX_UPDATE, type SandboxState, toSandboxUpdate } from "./sandbox-state.ts";
import type { McpPeer, PeerOptions } from "./sdk-peer.ts";
import type { McpServerSettings, McpSurroundings } from "./server-settings.ts";
import { createStdioTransport } from "./stdio-transport.ts";
import { sanitizeToolSchema } from "./tool-schema.ts";

/** A tool as its server names it. */
export interface ServerTool {
  readonly name: string;
  readonly description: string;
  /** Ready for the model. */
  readonly parameters: ToolJsonSchema;
  /** As the server wrote it. */
  readonly definition: ToolDefinition;
}

/** A tool in the server's own words. */
export interface ToolDefinition {
  readonly [member: string]: unknown;
  readonly name: string;
  readonly inputSchema: unknown;
}

/** Entries of a list, as the server wrote them, and where the next page begins. */
export interface ResourcePage {
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor: string | undefined;
}

/** The two lists about resources: their method with the member of the answer that holds the entries. */
export const RESOURCE_LISTS = {
  resources: "resources/list",
  resourceTemplates: "resources/templates/list",
} as const;

/** Which of the two. */
export type ResourceList = keyof typeof RESOURCE_LISTS;

/** What a thread asks of a server. All of it throws `McpError`, or the signal's reason. */
export interface McpConnection {
  /** Those that the settings let through, in the server's order. */
  readonly tools: readonly ServerTool[];
  callTool(
    tool: string,
    args: Readonly<Record<string, unknown>> | undefined,
    signal: AbortSignal,
  ): Promise<CallToolResult>;
  listPage(list: ResourceList, cursor: string | undefined, signal: AbortSignal): Promise<ResourcePage>;
  /** The entries of all pages. */
  listAll(list: ResourceList, signal: AbortSignal): Promise<ResourcePage["entries"]>;
  readResource(uri: string, signal: AbortSignal): Promise<readonly unknown[]>;
  /**
   * Tells a server that wants to know of the sandbox; later calls of tools wait until it knows. Resolves with why it
   * does not, and never rejects.
   */
  tellSandbox(state: SandboxState): Promise<string | undefined>;
  /** Ends the server, and waits until it is gone. */
  close(): Promise<void>;
}

/**
 * Starts or reaches a server and asks for its tools. What it asks meanwhile is cancelled, since its thread may not
 * be there yet. Throws `McpError`, or the signal's reason.
 */
export async function connect(
  settings: McpServerSettings,
  surroundings: McpSurroundings,
  ask: AskUser,
  signal: AbortSignal,
): Promise<McpConnection> {
  let isReady = false;
  const askWhenReady: AskUser = async (question, withdrawn) => (isReady ? ask(question, withdrawn) : CANCEL);
  const peer = await openConversation(settings, surroundings, askWhenReady, signal);
  try {
    // Only the first page: 0.99.0 does not turn it either.
    const { tools } = await peer.request("tools/list", {}, settings.startupTimeoutMs, signal);
    isReady = true;
    return toConnection(settings, surroundings, peer, selectTools(settings, tools));
  } catch (error) {
    await peer.close();
    throw error;
  }
}

async function openConversation(
  { name, transport, startupTimeoutMs }: McpServerSettings,
  surroundings: McpSurroundings,
  ask: AskUser,
  signal: AbortSignal,
): Promise<McpPeer> {
  const options: PeerOptions = {
    version: surroundings.version,
    timeoutMs: startupTimeoutMs,
    ask: (question, withdrawn) => ask({ server: name, ...question }, withdrawn),
  };
  const { openPeer } = await import("./sdk-peer.ts");
  if (transport.type === "streamable_http") {
    const { createHttpTransport } = await import("./sdk-http-transport.ts");
    return openPeer(createHttpTransport(transport, surroundings.env), options, signal);
  }
  const stdio = createStdioTransport(transport, surroundings);
  try {
    return await openPeer(stdio, options, signal);
  } catch (error) {
    if (!(error instanceof McpError) || stdio.complaint() === "") throw error;
    throw new McpError(error.code, `${error.message}; it wrote: ${stdio.complaint()}`, { cause: error });
  }
}

function toConnection(
  { name: server, toolTimeoutMs }: McpServerSettings,
  { sandboxProgram }: McpSurroundings,
  peer: McpPeer,
  tools: readonly ServerTool[],
): McpConnection {
  let sandboxTold: Promise<unknown> = Promise.resolve();

  const listPage: McpConnection["listPage"] = async (list, cursor, signal) => {
    const params = cursor === undefined ? {} : { cursor };
    const result = await peer.request(RESOURCE_LISTS[list], params, toolTimeoutMs, signal);
    const { [list]: entries, nextCursor } = result;
    if (!Array.isArray(entries)) throw new McpError("request_failed", `the answer has no ${list}`);
    return {
      entries: entries.filter(isJsonObject),
      nextCursor: typeof nextCursor === "string" ? nextCursor : undefined,
    };
  };

  const updateSandbox = async (state: SandboxState): Promise<string | undefined> => {
    const params = toSandboxUpdate(state, sandboxProgram);
    try {
      await peer.request(SANDBOX_UPDATE, params, toolTimeoutMs, new AbortController().signal);
      return undefined;
    } catch (error) {
      const reason = reasonOf(error);
      return `The MCP server \`${server}\` did not take the sandbox policy, and may go by another one: ${reason}`;
    }
  };

  return {
    tools,
    async callTool(name, args, signal) {
      await untilAborted(sandboxTold, signal);
      const params = args === undefined ? { name } : { name, arguments: args };
      const result = await peer.request("tools/call", params, toolTimeoutMs, signal);
      const { content = [] } = result;
      if (!Array.isArray(content)) throw new McpError("request_failed", "the answer has no list of parts");
      return { ...result, content };
    },
    listPage,
    listAll: (list, signal) => listAllPages((cursor) => listPage(list, cursor, signal)),
    async readResource(uri, signal) {
      const { contents } = await peer.request("resources/read", { uri }, toolTimeoutMs, signal);
      if (!Array.isArray(contents)) throw new McpError("request_failed", "the answer has no contents");
      return contents;
    },
    async tellSandbox(state) {
      if (!(SANDBOX_CAPABILITY in peer.experimental)) return undefined;
      // One after the other, since requests over HTTP may overtake.
      const told = sandboxTold.then(() => updateSandbox(state));
      sandboxTold = told;
      return told;
    },
    close: () => peer.close(),
  };
}

async function listAllPages(
  turnPage: (cursor: string | undefined) => Promise<ResourcePage>,
): Promise<ResourcePage["entries"]> {
  const entries: Readonly<Record<string, unknown>>[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await turnPage(cursor);
    entries.push(...page.entries);
    cursor = page.nextCursor;
    if (cursor !== undefined && seen.has(cursor)) {
      throw new McpError("request_failed", `the cursor ${cursor} came twice`);
    }
    if (cursor !== undefined) seen.add(cursor);
  } while (cursor !== undefined);
  return entries;
}

/** The tools that the settings let through, told apart by the server's own names; a name counts once. */
function selectTools(
  { enabledTools, disabledTools }: Pick<McpServerSettings, "enabledTools" | "disabledTools">,
  tools: unknown,
): readonly ServerTool[] {
  if (!Array.isArray(tools)) throw new McpError("request_failed", "the answer to tools/list has no tools");
  const selected = new Map<string, ServerTool>();
  for (const tool of tools.filter(isJsonObject)) {
    const { name, description, inputSchema } = tool;
    if (typeof name !== "string" || selected.has(name)) continue;
    if (disabledTools.includes(name) || (enabledTools && !enabledTools.includes(name))) continue;
    selected.set(name, {
      name,
      description: typeof description === "string" ? description : "",
      parameters: sanitizeToolSchema(inputSchema ?? {}),
      definition: { ...tool, name, inputSchema: inputSchema ?? {} },
    });
  }
  return [...selected.values()];
}
