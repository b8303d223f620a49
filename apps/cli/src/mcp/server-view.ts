/** An MCP server as `codex mcp list` and `get` show it. */
import type { McpServerConfig, RawTable, ResolvedConfig } from "@codex-ts/config";

/** A server by its name, with what the settings say as they were written. */
export interface NamedServer {
  readonly name: string;
  readonly server: McpServerConfig;
  readonly raw: RawTable;
}

/** All servers, sorted by name. */
export function namedServers({ mcp, raw }: ResolvedConfig): readonly NamedServer[] {
  const tables = (raw["mcp_servers"] ?? {}) as Readonly<Record<string, RawTable>>;
  return Object.entries(mcp.servers)
    .map(([name, server]) => ({ name, server, raw: tables[name] ?? {} }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The object of `list --json`. Members and their order are those of Codex CLI 0.99.0. */
export function toListEntry({ name, server }: NamedServer, authStatus: string): object {
  return {
    name,
    enabled: server.isEnabled,
    disabled_reason: server.disabledReason ?? null,
    transport: toTransport(server),
    ...timeouts(server),
    auth_status: authStatus,
  };
}

/** The object of `get --json`. */
export function toDetails({ name, server, raw }: NamedServer): object {
  return {
    name,
    enabled: server.isEnabled,
    disabled_reason: server.disabledReason ?? null,
    transport: toTransport(server),
    enabled_tools: raw["enabled_tools"] ?? null,
    disabled_tools: raw["disabled_tools"] ?? null,
    ...timeouts(server),
  };
}

/** JSON over several lines, with timeouts as the floating-point numbers that they are. */
export function printJson(value: object): string {
  const text = JSON.stringify(value, undefined, 2);
  const seconds = /(?<=^ *"(?:startup|tool)_timeout_sec": )[^,\n]+/gm;
  return `${text.replace(seconds, (digits) => (digits === "null" ? digits : floatText(Number(digits))))}\n`;
}

/** A floating-point number as 0.99.0 writes it: always with a point or an exponent. */
function floatText(value: number): string {
  if (value !== 0 && (value < 1e-5 || value >= 1e16)) return value.toExponential();
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `enabled`, `disabled`, or `disabled: why`. */
export function statusOf({ isEnabled, disabledReason }: McpServerConfig): string {
  if (isEnabled) return "enabled";
  return disabledReason === undefined ? "disabled" : `disabled: ${disabledReason}`;
}

/** The arguments of a command in one line, or a dash for none. */
export function argsOf(args: readonly string[]): string {
  return args.length === 0 ? "-" : args.join(" ");
}

/** Names with their values hidden: `A=*****, B=*****`, or a dash for none. */
export function maskedEnv(server: McpServerConfig): string {
  if (server.transport.type !== "stdio") return "-";
  return masked([...Object.keys(server.transport.env ?? {}).sort(), ...server.transport.envVars]);
}

/** The lines of `get`. */
export function detailLines({ name, server, raw }: NamedServer): readonly string[] {
  if (!server.isEnabled) return [`${name} (${statusOf(server)})`];
  return [
    name,
    "  enabled: true",
    ...toolLine("enabled_tools", raw),
    ...toolLine("disabled_tools", raw),
    ...transportLines(server),
    ...Object.entries(timeouts(server))
      .filter(([, seconds]) => seconds !== null)
      .map(([key, seconds]) => `  ${key}: ${seconds}`),
    `  remove: codex mcp remove ${name}`,
  ];
}

function transportLines(server: McpServerConfig): readonly string[] {
  const { transport } = server;
  if (transport.type === "stdio") {
    return [
      "  transport: stdio",
      `  command: ${transport.command}`,
      `  args: ${argsOf(transport.args)}`,
      `  cwd: ${transport.cwd || "-"}`,
      `  env: ${maskedEnv(server)}`,
    ];
  }
  const fromEnv = Object.entries(sorted(transport.envHttpHeaders) ?? {});
  return [
    "  transport: streamable_http",
    `  url: ${transport.url}`,
    `  bearer_token_env_var: ${transport.bearerTokenEnvVar ?? "-"}`,
    `  http_headers: ${masked(Object.keys(transport.httpHeaders ?? {}).sort())}`,
    `  env_http_headers: ${fromEnv.map(([key, variable]) => `${key}=${variable}`).join(", ") || "-"}`,
  ];
}

function toTransport({ transport }: McpServerConfig): object {
  if (transport.type === "stdio") {
    const { command, args, envVars, cwd } = transport;
    return {
      type: "stdio",
      command,
      args,
      env: sorted(transport.env) ?? null,
      env_vars: envVars,
      cwd: cwd ?? null,
    };
  }
  return {
    type: "streamable_http",
    url: transport.url,
    bearer_token_env_var: transport.bearerTokenEnvVar ?? null,
    http_headers: sorted(transport.httpHeaders) ?? null,
    env_http_headers: sorted(transport.envHttpHeaders) ?? null,
  };
}

/** Seconds; null = the client's own limit. */
function timeouts({ startupTimeoutMs, toolTimeoutMs }: McpServerConfig) {
  return { startup_timeout_sec: toSeconds(startupTimeoutMs), tool_timeout_sec: toSeconds(toolTimeoutMs) };
}

/** 0.99.0 knows whole nanoseconds; beyond 2^53 of them numbers have no finer parts anyway. */
function toSeconds(ms: number | undefined): number | null {
  if (ms === undefined) return null;
  const nanoseconds = Math.round(ms * 1e6);
  if (!Number.isSafeInteger(nanoseconds)) return ms / 1000;
  const fraction = nanoseconds % 1e9;
  return (nanoseconds - fraction) / 1e9 + fraction / 1e9;
}

function toolLine(key: string, raw: RawTable): readonly string[] {
  const tools = raw[key];
  if (!Array.isArray(tools)) return [];
  return [`  ${key}: ${tools.length === 0 ? "[]" : tools.join(", ")}`];
}

function masked(names: readonly string[]): string {
  return names.map((name) => `${name}=*****`).join(", ") || "-";
}

function sorted(record: Readonly<Record<string, string>> | undefined) {
  if (!record) return undefined;
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
