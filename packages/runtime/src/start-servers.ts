/** The MCP servers of one thread. */
import type { McpServerConfig, ResolvedConfig } from "@codex-ts/config";
import { type McpServerSettings, type McpServers, startMcpServers } from "@codex-ts/mcp";
import { RuntimeError } from "./errors.ts";
import type { RuntimeOptions } from "./runtime-options.ts";

/** For the handshake, and once more for the list of tools (Codex 0.99.0). */
const STARTUP_TIMEOUT_MS = 10_000;
/** For one call (Codex 0.99.0). */
const TOOL_TIMEOUT_MS = 60_000;

/** Starts every enabled server in the background; undefined when there is none. */
export function startServers(options: RuntimeOptions, { mcp }: ResolvedConfig): McpServers | undefined {
  const servers = Object.entries(mcp.servers)
    .filter(([, server]) => server.isEnabled)
    .map(([name, server]) => toSettings(name, server));
  if (servers.length === 0) return undefined;
  const { env, cwd, platform, version } = options;
  return startMcpServers(servers, { env, cwd, platform, version });
}

/** Waits for the servers that a thread must have. Throws `mcp` with the reason of each that failed. */
export async function checkRequired(servers: McpServers | undefined, signal: AbortSignal): Promise<void> {
  const failures = (await servers?.failedRequired(signal)) ?? [];
  if (failures.length === 0) return;
  const reasons = failures.map(({ server, error }) => `${server}: ${error}`).join("; ");
  throw new RuntimeError(
    "mcp",
    `Fatal error: Failed to initialize session: required MCP servers failed to initialize: ${reasons}`,
  );
}

function toSettings(name: string, server: McpServerConfig): McpServerSettings {
  return {
    name,
    transport: server.transport,
    startupTimeoutMs: server.startupTimeoutMs ?? STARTUP_TIMEOUT_MS,
    toolTimeoutMs: server.toolTimeoutMs ?? TOOL_TIMEOUT_MS,
    isRequired: server.isRequired,
    enabledTools: server.enabledTools,
    disabledTools: server.disabledTools,
  };
}
