/** All servers of one thread: started side by side, told about, and ended together. */
import type { EventOf, McpStartupFailure, ToolJsonSchema } from "@codex-ts/protocol";
import { reasonOf, untilAborted } from "@codex-ts/std";
import { connect, type McpConnection, type ToolDefinition } from "./connection.ts";
import { McpError } from "./errors.ts";
import type { AskUser } from "./question.ts";
import type { SandboxState } from "./sandbox-state.ts";
import type { McpServerSettings, McpSurroundings } from "./server-settings.ts";
import { qualifiedToolName } from "./tool-names.ts";

/** What a thread tells about its servers besides their calls. */
export type McpServerEvent =
  | EventOf<"mcp_startup_update">
  | EventOf<"mcp_startup_complete">
  | EventOf<"warning">;

/** A tool as the model knows it, with the server that answers its calls. */
export interface McpTool {
  readonly qualifiedName: string;
  readonly server: string;
  /** The server's own name for it. */
  readonly name: string;
  readonly description: string;
  readonly parameters: ToolJsonSchema;
  /** As the server wrote it. */
  readonly definition: ToolDefinition;
  readonly connection: McpConnection;
}

/** What servers tell and ask their thread. */
export interface McpAudience {
  /** Told of everything that happens; must not throw. */
  readonly tell: (event: McpServerEvent) => void;
  readonly ask: AskUser;
}

/** The servers of one thread. */
export interface McpServers {
  /** By what they were started, in order. */
  readonly settings: readonly McpServerSettings[];
  /** Waits for those that a thread must have; gives those that failed, by name. Rejects only on abort. */
  failedRequired(signal: AbortSignal): Promise<readonly McpStartupFailure[]>;
  /** Waits for every server and gives the tools of all, sorted by their names. Rejects only on abort. */
  tools(signal: AbortSignal): Promise<readonly McpTool[]>;
  /** Waits for every server and gives those that are ready, by name. Rejects only on abort. */
  connections(signal: AbortSignal): Promise<ReadonlyMap<string, McpConnection>>;
  /** Tells the servers that want to know, now or as soon as they are ready. */
  tellSandbox(state: SandboxState): void;
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
  { tell, ask }: McpAudience,
): McpServers {
  const starting = new AbortController();
  const ready = new Set<McpConnection>();
  let sandbox: SandboxState | undefined;
  const tellOne = async (connection: McpConnection, state: SandboxState) => {
    const problem = await connection.tellSandbox(state);
    if (problem !== undefined && !isClosed) tell({ type: "warning", message: problem });
  };
  let isClosed = false;
  const outcomes = settings.map(async (server) => {
    tell({ type: "mcp_startup_update", server: server.name, status: { state: "starting" } });
    const outcome = await start(server, surroundings, ask, starting.signal);
    if (outcome.state === "ready") {
      ready.add(outcome.connection);
      if (sandbox) void tellOne(outcome.connection, sandbox);
    }
    const status = outcome.state === "ready" ? { state: outcome.state } : outcome;
    tell({ type: "mcp_startup_update", server: server.name, status });
    return { server, outcome };
  });
  const all = Promise.all(outcomes).then((results) => {
    if (results.length > 0) tell(toSummary(results));
    return results;
  });
  const connections = async (signal: AbortSignal) => readyOnes(await untilAborted(all, signal));

  return {
    settings,
    async failedRequired(signal) {
      const required = outcomes.filter((_, index) => settings[index]?.isRequired);
      return toFailures(await untilAborted(Promise.all(required), signal));
    },
    connections,
    tools: async (signal) => qualifyTools(await connections(signal)),
    tellSandbox(state) {
      sandbox = state;
      for (const connection of ready) void tellOne(connection, state);
    },
    cancelStartup: () => starting.abort(),
    async close() {
      isClosed = true;
      starting.abort();
      await all;
      await Promise.all([...ready].map((connection) => connection.close()));
    },
  };
}

type Result = { readonly server: McpServerSettings; readonly outcome: Outcome };

/** Never rejects. */
async function start(
  server: McpServerSettings,
  surroundings: McpSurroundings,
  ask: AskUser,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    if (!/^[a-zA-Z0-9_-]+$/.test(server.name)) {
      throw new McpError("settings", "its name may have only letters, digits, `-` and `_`");
    }
    return { state: "ready", connection: await connect(server, surroundings, ask, signal) };
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
  return `MCP client for \`${name}\` failed to start: ${reasonOf(error)}`;
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
