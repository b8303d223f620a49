import { McpError } from "./errors.ts";
import type { HttpServer } from "./server-settings.ts";

/** The headers of every request: fixed ones, those from variables that are not blank, and the token. */
export function httpHeaders(
  server: HttpServer,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const headers: Record<string, string> = { ...server.httpHeaders };
  for (const [name, variable] of Object.entries(server.envHttpHeaders ?? {})) {
    const value = env[variable];
    if (value !== undefined && value.trim() !== "") headers[name] = value;
  }
  const { bearerTokenEnvVar } = server;
  if (bearerTokenEnvVar === undefined) return headers;
  const token = env[bearerTokenEnvVar];
  if (token === undefined || token === "") {
    throw new McpError("settings", `the environment variable ${bearerTokenEnvVar} for its token is not set`);
  }
  return { ...headers, Authorization: `Bearer ${token}` };
}
