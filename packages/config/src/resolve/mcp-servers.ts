import type { mcpServer } from "../raw/mcp-servers.ts";
import type { Infer } from "../raw/schema.ts";
import type {
  McpServerConfig,
  McpSettings,
  McpTransportConfig,
  RequirementSettings,
} from "../resolved-config.ts";
import { prefixOrigin, type ResolveContext } from "./context.ts";

type RawServer = Infer<typeof mcpServer>;

/** The MCP servers; those that requirements do not allow are switched off and say why. */
export function resolveMcp({ raw, requirements, locate, warn }: ResolveContext): McpSettings {
  const servers = Object.entries(raw.mcp_servers ?? {}).map(([name, server]): [string, McpServerConfig] => {
    const isAllowed = isAllowedBy(requirements.mcpServers, name, server);
    if (!isAllowed && server.enabled !== false) {
      const origin = locate(["mcp_servers", name], "table");
      const reason = `the MCP server \`${name}\` is not started: ${requirements.mcpServers?.source} does not list it with this command or address. Ask your administrator.`;
      warn({ code: "ignored-value", message: prefixOrigin(origin, reason), place: origin.place });
    }
    return [name, toServer(server, isAllowed ? undefined : requirements.mcpServers?.source)];
  });
  return {
    servers: Object.fromEntries(servers),
    oauthCredentialsStore: raw.mcp_oauth_credentials_store ?? "auto",
    oauthCallbackPort: raw.mcp_oauth_callback_port,
  };
}

/** One server as the rest of the program sees it; `forbiddenBy` names the requirements that switch it off. */
export function toServer(server: RawServer, forbiddenBy: string | undefined): McpServerConfig {
  const startupSeconds = server.startup_timeout_sec;
  return {
    transport: toTransport(server),
    startupTimeoutMs: startupSeconds === undefined ? server.startup_timeout_ms : startupSeconds * 1000,
    toolTimeoutMs: server.tool_timeout_sec === undefined ? undefined : server.tool_timeout_sec * 1000,
    isEnabled: (server.enabled ?? true) && forbiddenBy === undefined,
    disabledReason: forbiddenBy === undefined ? undefined : `requirements (${forbiddenBy})`,
    isRequired: server.required ?? false,
    enabledTools: server.enabled_tools,
    disabledTools: server.disabled_tools ?? [],
    scopes: server.scopes,
  };
}

function toTransport(server: RawServer): McpTransportConfig {
  if (server.command !== undefined) {
    return {
      type: "stdio",
      command: server.command,
      args: server.args ?? [],
      env: server.env,
      envVars: server.env_vars ?? [],
      cwd: server.cwd,
    };
  }
  return {
    type: "streamable_http",
    url: server.url ?? "",
    bearerTokenEnvVar: server.bearer_token_env_var,
    httpHeaders: server.http_headers,
    envHttpHeaders: server.env_http_headers,
  };
}

/** A server is allowed when one of the same name is listed with exactly its command or its address. */
function isAllowedBy(
  requirement: RequirementSettings["mcpServers"],
  name: string,
  server: RawServer,
): boolean {
  if (!requirement) return true;
  if (!Object.hasOwn(requirement.value, name)) return false;
  const identity = requirement.value[name];
  return server.command !== undefined
    ? identity?.command === server.command
    : identity?.url !== undefined && identity.url === server.url;
}
