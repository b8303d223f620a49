/** `[mcp_servers.<name>]` and the keys about logging in to them. */
import type { RawTable } from "../toml/raw-value.ts";
import { boolean, choice, integer, list, map, number, string, table } from "./schema.ts";

const STDIO_KEYS = ["args", "env", "env_vars", "cwd"];
const HTTP_KEYS = ["url", "bearer_token_env_var", "http_headers", "env_http_headers"];

/** Codex CLI 0.99.0 counts seconds in 64 bits. */
const TOO_MANY_SECONDS = 2 ** 64;

/** One server. */
export const mcpServer = table(
  {
    command: string,
    args: list(string),
    env: map(string),
    env_vars: list(string),
    cwd: string,
    url: string,
    bearer_token: string,
    bearer_token_env_var: string,
    http_headers: map(string),
    env_http_headers: map(string),
    startup_timeout_sec: number,
    startup_timeout_ms: integer(0),
    tool_timeout_sec: number,
    enabled: boolean,
    required: boolean,
    enabled_tools: list(string),
    disabled_tools: list(string),
    scopes: list(string),
  },
  { rule: transportFault },
);

/** All servers, and how tokens for them are kept. */
export const mcpKeys = {
  mcp_servers: map(mcpServer),
  mcp_oauth_credentials_store: choice(["auto", "file", "keyring"]),
  mcp_oauth_callback_port: integer(0, 65535),
};

/** A server is started (`command`) or reached (`url`), never both, and each way has keys of its own. */
function transportFault(server: RawTable): { readonly key?: string; readonly message: string } | undefined {
  if ("bearer_token" in server) {
    return {
      key: "bearer_token",
      message:
        "unsupported `bearer_token`: put the token into a variable and name it in `bearer_token_env_var`",
    };
  }
  const isStdio = "command" in server;
  if (!isStdio && !("url" in server)) {
    return { message: "invalid transport: set `command` (a program to start) or `url` (a server to reach)" };
  }
  const foreign = (isStdio ? HTTP_KEYS : STDIO_KEYS).find((key) => key in server);
  if (foreign !== undefined) {
    return {
      key: foreign,
      message: `${foreign} is not supported for ${isStdio ? "stdio" : "streamable_http"}`,
    };
  }
  for (const key of ["startup_timeout_sec", "tool_timeout_sec"]) {
    const seconds = server[key];
    if (typeof seconds === "number" && !(seconds >= 0 && seconds < TOO_MANY_SECONDS)) {
      return { key, message: `invalid value: \`${seconds}\`, expected a number of seconds, 0 or more` };
    }
  }
  return undefined;
}
