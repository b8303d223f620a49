/** Whether and how somebody is logged in to a server. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { McpAuthStatus } from "@codex-ts/protocol";
import { McpError } from "./errors.ts";
import { httpHeaders } from "./http-headers.ts";
import type { McpServerSettings, McpSurroundings } from "./server-settings.ts";

/** How long one address may take to answer, in milliseconds. */
const PROBE_MS = 5_000;

/** The revision of MCP that the description of a login belongs to. */
const PROTOCOL = "2024-11-05";

/** Longer ones are not read to their end; real ones have about a kilobyte. */
const MAX_DESCRIPTION_BYTES = 64 * 1024;

/**
 * Finds the status of a server: a token from a variable, stored tokens, or else whether the server describes
 * a login by OAuth at one of the well-known addresses. A server that does not answer offers none, and neither does
 * one that sends us elsewhere: the headers of its settings are secrets that nobody else may see. Rejects only on
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
  const headers = httpHeaders(transport, env);
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
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)]),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return false;
    }
    const description: unknown = JSON.parse(await readDescription(response));
    return ["authorization_endpoint", "token_endpoint"].every(
      (key) => typeof Object(description)[key] === "string",
    );
  } catch {
    signal.throwIfAborted();
    // Nothing there, or nothing that can be understood.
    return false;
  }
}

/** Throws for what is too long. */
async function readDescription({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_DESCRIPTION_BYTES)
      throw new McpError("request_failed", "the description of a login is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
