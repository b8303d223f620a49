/** Whether and how somebody is logged in to an MCP server. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { McpServerConfig, McpSettings } from "@codex-ts/config";
import { createHttpClient, type HttpClient, readText } from "@codex-ts/model-client";

/** In the words of `codex mcp list --json`. */
export type AuthStatus = "unsupported" | "not_logged_in" | "bearer_token" | "o_auth";

/** In the words of the table. */
export const AUTH_LABELS: Readonly<Record<AuthStatus, string>> = {
  unsupported: "Unsupported",
  not_logged_in: "Not logged in",
  bearer_token: "Bearer token",
  o_auth: "OAuth",
};

/** What finding out takes. */
export interface AuthStatusOptions {
  readonly home: string;
  readonly store: McpSettings["oauthCredentialsStore"];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How long one address may take to answer, in milliseconds. */
const PROBE_MS = 5_000;

/** A description is about a kilobyte; one that is cut off here is none. In bytes. */
const MAX_DESCRIPTION_BYTES = 64 * 1024;

/** The revision of MCP that the description of a login belongs to. */
const PROTOCOL = "2024-11-05";

/**
 * Finds the status of a server: a token from a variable, stored tokens, or else whether the server describes
 * a login by OAuth at one of the well-known addresses. A server that does not answer offers none, and neither does
 * one that sends us elsewhere: the headers of its settings are secrets that nobody else may see.
 */
export async function findAuthStatus(
  name: string,
  { transport }: Pick<McpServerConfig, "transport">,
  options: AuthStatusOptions,
  signal: AbortSignal,
): Promise<AuthStatus> {
  if (transport.type === "stdio") return "unsupported";
  if (transport.bearerTokenEnvVar !== undefined) return "bearer_token";
  if (await hasStoredTokens(name, transport.url, options)) return "o_auth";
  const fromEnv = Object.entries(transport.envHttpHeaders ?? {}).flatMap(([header, variable]) => {
    const value = options.env[variable];
    return value?.trim() ? [[header, value] as const] : [];
  });
  const headers = { ...transport.httpHeaders, ...Object.fromEntries(fromEnv) };
  const http = createHttpClient(options.env);
  try {
    return (await offersOauth(http, transport.url, headers, signal)) ? "not_logged_in" : "unsupported";
  } finally {
    http.close();
  }
}

/** The keyring is not looked into by this version. */
async function hasStoredTokens(name: string, url: string, options: AuthStatusOptions): Promise<boolean> {
  if (options.store === "keyring") return false;
  const text = await readFile(path.join(options.home, ".credentials.json"), "utf8").catch(() => "{}");
  try {
    const entries: unknown = JSON.parse(text);
    return Object.values(entries ?? {}).some(
      (entry) => entry?.server_name === name && entry?.server_url === url,
    );
  } catch {
    // A file that is not understood holds no login.
    return false;
  }
}

async function offersOauth(
  http: HttpClient,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<boolean> {
  for (const address of describingAddresses(url)) {
    if (await describesOauth(http, address, headers, signal)) return true;
  }
  return false;
}

/** Where a server at a path may describe its login; nothing for what is no address. */
function describingAddresses(url: string): readonly string[] {
  if (!URL.canParse(url)) return [];
  const { origin, pathname } = new URL(url);
  const own = pathname.replace(/\/+$/, "");
  const known = "/.well-known/oauth-authorization-server";
  const paths = own === "" ? [known] : [`${known}${own}`, `${own}${known}`, known];
  return paths.map((each) => `${origin}${each}`);
}

async function describesOauth(
  http: HttpClient,
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { status, body } = await http.get(
      { url: new URL(address), headers: { ...headers, "mcp-protocol-version": PROTOCOL } },
      AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)]),
    );
    const text = await readText(body, { maxBytes: MAX_DESCRIPTION_BYTES, idleTimeoutMs: PROBE_MS });
    if (status !== 200) return false;
    const description: unknown = JSON.parse(text);
    return ["authorization_endpoint", "token_endpoint"].every(
      (key) => typeof Object(description)[key] === "string",
    );
  } catch {
    signal.throwIfAborted();
    // Nothing there, or nothing that can be understood.
    return false;
  }
}
