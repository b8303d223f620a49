/** All servers of one thread: started side by side, told about, and ended together. */
import type { EventOf, McpStartupFailure, ToolJsonSchema } from "@codex-ts/protocol";
import { untilAborted } from "@codex-ts/std";
import { connect, type McpConnection } from "./connection.ts";
import { McpError } from "./errors.ts";
import type { McpServerSettings, McpSurroundings } from "./server-settings.ts";
import { qualifiedToolName } from "./tool-names.ts";

/** What a thread tells about the start. */
export type McpStartupEvent = EventOf<"mcp_startup_update"> | EventOf<"mcp_startup_complete">;

/** A tool as the model knows it, with the server that answers its calls. */
export interface McpTool {
  readonly qualifiedName: string;
  readonly server: string;
  /** The server's own name for it. */
  readonly name: string;
  readonly description: string;
  readonly parameters: ToolJsonSchema;
  readonly connection: McpConnection;
}

/** The servers of one thread. */
export interface McpServers {
  /** Told everything that has happened and will happen; never throws. */
  follow(listener: (event: McpStartupEvent) => void): void;
  /** Waits for those that a thread must have; gives those that failed, by name. Rejects only on abort. */
  failedRequired(signal: AbortSignal): Promise<readonly McpStartupFailure[]>;
  /** Waits for every server and gives the tools of all, sorted by their names. Rejects only on abort. */
  tools(signal: AbortSignal): Promise<readonly McpTool[]>;
  /** Waits for every server and gives those that are ready, by name. Rejects only on abort. */
  connections(signal: AbortSignal): Promise<ReadonlyMap<string, McpConnection>>;
  /** Gives up on servers that are still starting. */
  cancelStartup(): void;
  /** Ends every server and waits until they are gone. */
  close(): Promise<void>;
}

type Outcome =
  | { readonly state: "ready"; readonly connection: McpConnection }
  | { readonly state: "failed"; readonly error: string }
  | { readonly state: "cancelled" };

/** Starts all servers at once, in the background. */
export function startMcpServers(
  settings: readonly McpServerSettings[],
  surroundings: McpSurroundings,
): McpServers {
  const starting = new AbortController();
  const told: McpStartupEvent[] = [];
  const listeners: ((event: McpStartupEvent) => void)[] = [];
  const tell = (event: McpStartupEvent) => {
    told.push(event);
    for (const listener of listeners) listener(event);
  };
  const outcomes = settings.map(async (server) => {
    tell({ type: "mcp_startup_update", server: server.name, status: { state: "starting" } });
    const outcome = await start(server, surroundings, starting.signal);
    const status = outcome.state === "ready" ? { state: outcome.state } : outcome;
    tell({ type: "mcp_startup_update", server: server.name, status });
    return { server, outcome };
  });
  const all = Promise.all(outcomes).then((results) => {
    tell(toSummary(results));
    return results;
  });
  const connections = async (signal: AbortSignal) => readyOnes(await untilAborted(all, signal));

  return {
    follow(listener) {
      listeners.push(listener);
      for (const event of told) listener(event);
    },
    async failedRequired(signal) {
      const required = outcomes.filter((_, index) => settings[index]?.isRequired);
      return toFailures(await untilAborted(Promise.all(required), signal));
    },
    connections,
    tools: async (signal) => qualifyTools(await connections(signal)),
    cancelStartup: () => starting.abort(),
    async close() {
      starting.abort();
      const ready = readyOnes(await all);
      await Promise.all([...ready.values()].map((connection) => connection.close()));
    },
  };
}

type Result = { readonly server: McpServerSettings; readonly outcome: Outcome };

/** Never rejects. */
async function start(
  server: McpServerSettings,
  surroundings: McpSurroundings,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    if (!/^[a-zA-Z0-9_-]+$/.test(server.name)) {
      throw new McpError("settings", "its name may have only letters, digits, `-` and `_`");
    }
    return { state: "ready", connection: await connect(server, surroundings, signal) };
  } catch (error) {
    return signal.aborted ? { state: "cancelled" } : { state: "failed", error: failureText(server, error) };
  }
}

function failureText({ name, startupTimeoutMs }: McpServerSettings, error: unknown): string {
  if (error instanceof McpError && error.code === "timeout") {
    const seconds = startupTimeoutMs / 1000;
    return (
      `MCP client for \`${name}\` timed out after ${seconds} seconds. ` +
      `Give it more time with \`startup_timeout_sec\` in [mcp_servers.${name}].`
    );
  }
  if (error instanceof McpError && error.code === "needs_login") {
    return (
      `The MCP server \`${name}\` wants a login, and this version cannot log in to MCP servers. ` +
      `Put a token into an environment variable and name it as \`bearer_token_env_var\` in [mcp_servers.${name}].`
    );
  }
  return `MCP client for \`${name}\` failed to start: ${error instanceof Error ? error.message : String(error)}`;
}

function toSummary(results: readonly Result[]): EventOf<"mcp_startup_complete"> {
  const named = (state: Outcome["state"]) =>
    results.filter(({ outcome }) => outcome.state === state).map(({ server }) => server.name);
  return {
    type: "mcp_startup_complete",
    ready: named("ready"),
    failed: toFailures(results).filter(({ server }) => named("failed").includes(server)),
    cancelled: named("cancelled"),
  };
}

/** Everything that is not ready. */
function toFailures(results: readonly Result[]): McpStartupFailure[] {
  const failures = results.flatMap(({ server, outcome }) => {
    if (outcome.state === "ready") return [];
    return [
      { server: server.name, error: outcome.state === "failed" ? outcome.error : "its start was stopped" },
    ];
  });
  return failures.sort((a, b) => (a.server < b.server ? -1 : 1));
}

function readyOnes(results: readonly Result[]): ReadonlyMap<string, McpConnection> {
  return new Map(
    results.flatMap(({ server, outcome }): [string, McpConnection][] =>
      outcome.state === "ready" ? [[server.name, outcome.connection]] : [],
    ),
  );
}

/** Two tools whose names become the same one cannot both be called: the first stays (Codex 0.99.0). */
function qualifyTools(connections: ReadonlyMap<string, McpConnection>): readonly McpTool[] {
  const byName = new Map<string, McpTool>();
  for (const [server, connection] of connections) {
    for (const tool of connection.tools) {
      const qualifiedName = qualifiedToolName(server, tool.name);
      if (!byName.has(qualifiedName))
        byName.set(qualifiedName, { ...tool, qualifiedName, server, connection });
    }
  }
  return [...byName.values()].sort((a, b) => (a.qualifiedName < b.qualifiedName ? -1 : 1));
}
