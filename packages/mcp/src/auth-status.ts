/** Whether a server wants a login, as far as can be seen from outside. */
import type { McpAuthStatus } from "@codex-ts/protocol";
import type { HttpServer, McpServerSettings } from "./server-settings.ts";

/** For all that is asked of one server (Codex 0.99.0). */
const TIMEOUT_MS = 5_000;

/** What 0.99.0 asks with. */
const PROTOCOL_VERSION = "2024-11-05";

const WELL_KNOWN = "/.well-known/oauth-authorization-server";

/**
 * `bearer_token` for a server with a token in the settings, `not_logged_in` for one that tells where to log in,
 * else `unsupported`. A server that cannot be reached tells nothing. Rejects only on abort.
 */
export async function readAuthStatus(
  transport: McpServerSettings["transport"],
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<McpAuthStatus> {
  if (transport.type === "stdio") return "unsupported";
  if (hasToken(transport, env)) return "bearer_token";
  if (!URL.canParse(transport.url)) return "unsupported";
  const patience = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  for (const url of discoveryUrls(new URL(transport.url))) {
    const offers = await offersLogin(url, patience);
    signal.throwIfAborted();
    if (offers) return "not_logged_in";
  }
  return "unsupported";
}

function hasToken(
  { bearerTokenEnvVar, httpHeaders, envHttpHeaders }: HttpServer,
  env: NodeJS.ProcessEnv,
): boolean {
  const isAuthorization = (name: string) => name.toLowerCase() === "authorization";
  return (
    bearerTokenEnvVar !== undefined ||
    Object.keys(httpHeaders ?? {}).some(isAuthorization) ||
    Object.entries(envHttpHeaders ?? {}).some(
      ([name, variable]) => isAuthorization(name) && (env[variable] ?? "").trim() !== "",
    )
  );
}

/** Where a server may describe its logins, in the order of 0.99.0. */
function discoveryUrls({ origin, pathname }: URL): readonly string[] {
  const path = pathname.replace(/^\/+|\/+$/g, "");
  const paths = path === "" ? [WELL_KNOWN] : [`${WELL_KNOWN}/${path}`, `/${path}${WELL_KNOWN}`, WELL_KNOWN];
  return paths.map((each) => `${origin}${each}`);
}

async function offersLogin(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { headers: { "MCP-Protocol-Version": PROTOCOL_VERSION }, signal });
    if (response.status !== 200) {
      await response.body?.cancel();
      return false;
    }
    const found: unknown = await response.json();
    return isText(found, "authorization_endpoint") && isText(found, "token_endpoint");
  } catch {
    // Out of reach, too slow, or no JSON: it does not tell, and whoever waits for more than that asks the signal.
    return false;
  }
}

function isText(value: unknown, member: string): boolean {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, member) === "string";
}
