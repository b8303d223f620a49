/** MCP servers as values that can be sent: in the form that they have in a settings file. */
import { fromJson } from "../layers/overrides.ts";
import { checkValue } from "../raw/check-value.ts";
import { mcpKeys } from "../raw/mcp-servers.ts";
import type { Infer } from "../raw/schema.ts";
import type { McpServerConfig } from "../resolved-config.ts";
import { isRawTable } from "../toml/raw-value.ts";
import { toServer } from "./mcp-servers.ts";

/** The servers of a table, or what is wrong with it. */
export type ReadMcpServers =
  | { readonly ok: true; readonly servers: Readonly<Record<string, McpServerConfig>> }
  | { readonly ok: false; readonly message: string };

/** The table `[mcp_servers]` that gives these servers again; those that requirements forbid are disabled in it. */
export function writeMcpServers(
  servers: Readonly<Record<string, McpServerConfig>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(servers).map(([name, server]) => [name, toTable(server)]));
}

/** Reads such a table. */
export function readMcpServers(table: unknown): ReadMcpServers {
  const value = fromJson(table);
  const { shape } = mcpKeys.mcp_servers;
  if (!isRawTable(value)) return { ok: false, message: "`mcp_servers` has to be a table of servers" };
  const fault = checkValue(shape, value).find(({ kind }) => kind === "fault");
  if (fault) {
    return { ok: false, message: `mcp_servers.${fault.keyPath.join(".")}: ${fault.message}` };
  }
  const servers = Object.entries(value as Infer<typeof mcpKeys.mcp_servers>);
  return {
    ok: true,
    servers: Object.fromEntries(servers.map(([name, server]) => [name, toServer(server, undefined)])),
  };
}

function toTable(server: McpServerConfig): Readonly<Record<string, unknown>> {
  return {
    ...transportKeys(server),
    startup_timeout_sec: toSeconds(server.startupTimeoutMs),
    tool_timeout_sec: toSeconds(server.toolTimeoutMs),
    enabled: server.isEnabled,
    required: server.isRequired,
    enabled_tools: server.enabledTools,
    disabled_tools: server.disabledTools,
    scopes: server.scopes,
  };
}

function transportKeys({ transport }: McpServerConfig): Readonly<Record<string, unknown>> {
  if (transport.type === "stdio") {
    const { command, args, env, envVars, cwd } = transport;
    return { command, args, env, env_vars: envVars, cwd };
  }
  const { url, bearerTokenEnvVar, httpHeaders, envHttpHeaders } = transport;
  return {
    url,
    bearer_token_env_var: bearerTokenEnvVar,
    http_headers: httpHeaders,
    env_http_headers: envHttpHeaders,
  };
}

function toSeconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}
