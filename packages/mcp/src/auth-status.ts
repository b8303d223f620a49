/** Whether and how somebody is logged in to a server. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { McpAuthStatus } from "@codex-ts/protocol";
import type { McpServerSettings, McpSurroundings } from "./server-settings.ts";

/** How long one address may take to answer, in milliseconds. */
const PROBE_MS = 5_000;

/** The revision of MCP that the description of a login belongs to. */
const PROTOCOL = "2024-11-05";

/**
 * Finds the status of a server: a token from a variable, stored tokens, or else whether the server describes
 * a login by OAuth at one of the well-known addresses. A server that does not answer offers none. Rejects only on
 * abort.
 */
export async function readAuthStatus(
  { name, transport }: Pick<McpServerSettings, "name" | "transport">,
  { env, logins }: Pick<McpSurroundings, "env" | "logins">,
  signal: AbortSignal,
): Promise<McpAuthStatus> {
  if (transport.type === "stdio") return "unsupported";
  if (transport.bearerTokenEnvVar !== undefined) return "bearer_token";
  if (await hasStoredTokens(name, transport.url, logins)) return "o_auth";
  const fromEnv = Object.entries(transport.envHttpHeaders ?? {}).flatMap(([header, variable]) => {
    const value = env[variable];
    return value?.trim() ? [[header, value] as const] : [];
  });
  const headers = { ...transport.httpHeaders, ...Object.fromEntries(fromEnv) };
  return (await offersOauth(transport.url, headers, signal)) ? "not_logged_in" : "unsupported";
}

/** The keyring is not looked into by this version. */
async function hasStoredTokens(
  name: string,
  url: string,
  { home, store }: McpSurroundings["logins"],
): Promise<boolean> {
  if (store === "keyring") return false;
  const text = await readFile(path.join(home, ".credentials.json"), "utf8").catch(() => "{}");
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
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<boolean> {
  for (const address of describingAddresses(url)) {
    if (await describesOauth(address, headers, signal)) return true;
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
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const response = await fetch(address, {
      headers: { ...headers, "mcp-protocol-version": PROTOCOL },
      signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)]),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return false;
    }
    const description: unknown = await response.json();
    return ["authorization_endpoint", "token_endpoint"].every(
      (key) => typeof Object(description)[key] === "string",
    );
  } catch {
    signal.throwIfAborted();
    // Nothing there, or nothing that can be understood.
    return false;
  }
}
