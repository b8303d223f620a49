/** Reaches a server over streamable HTTP. Loaded with the first such server. */
import { sleep } from "@codex-ts/std";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { McpError } from "./errors.ts";
import { httpHeaders } from "./http-headers.ts";
import type { HttpServer } from "./server-settings.ts";

/** How long a server may take to hear that the session is over. */
const GRACE_MS = 2_000;

/** Prepares a transport. Throws `settings` when the token's variable is unset or the address makes no sense. */
export function createHttpTransport(
  server: HttpServer,
  env: Readonly<Record<string, string | undefined>>,
): Transport {
  if (!URL.canParse(server.url)) throw new McpError("settings", `\`${server.url}\` is not an address`);
  const transport = new StreamableHTTPClientTransport(new URL(server.url), {
    requestInit: { headers: httpHeaders(server, env) },
  });
  const close = transport.close.bind(transport);
  transport.close = async () => {
    const patience = new AbortController();
    await Promise.race([
      transport.terminateSession().catch(() => undefined),
      sleep(GRACE_MS, patience.signal).catch(() => undefined),
    ]);
    patience.abort();
    await close();
  };
  return transport as Transport;
}
