/** MCP servers for a client that wants to see them, outside of any thread. */
import type { ResolvedConfig } from "@codex-ts/config";
import type { McpServerSnapshot } from "@codex-ts/mcp";
import type { RuntimeOptions } from "./runtime-options.ts";
import { startServers } from "./start-servers.ts";

/**
 * Starts the named servers, asks what they offer, and ends them. Those that are switched off or do not start are in
 * the list with nothing. Rejects only on abort.
 */
export async function listServers(
  options: RuntimeOptions,
  config: ResolvedConfig,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly McpServerSnapshot[]> {
  const servers = names.flatMap((name) => {
    const server = config.mcp.servers[name];
    return server ? [[name, server] as const] : [];
  });
  const hub = startServers(options, {
    ...config,
    mcp: { ...config.mcp, servers: Object.fromEntries(servers) },
  });
  const stop = () => void hub.close();
  signal.addEventListener("abort", stop, { once: true });
  try {
    // Nothing is to be done with them, so they may do nothing.
    hub.tellSandbox({ policy: { type: "read-only" }, cwd: config.cwd });
    const found = new Map((await hub.snapshot()).map((snapshot) => [snapshot.name, snapshot]));
    return names.map((name) => found.get(name) ?? switchedOff(name));
  } finally {
    signal.removeEventListener("abort", stop);
    await hub.close();
  }
}

function switchedOff(name: string): McpServerSnapshot {
  return { name, authStatus: "unsupported", tools: [], resources: [], resourceTemplates: [] };
}
