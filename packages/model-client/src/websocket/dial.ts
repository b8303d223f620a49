/** One handshake: through proxies, and with trust in what the machine trusts. */
import type { IncomingMessage } from "node:http";
import { type ClientOptions, WebSocket } from "ws";
import type { Environment } from "../providers/provider.ts";
import type { ResponseHeaders } from "../response/header-text.ts";
import { proxyEnvironment } from "../transport/proxy-environment.ts";
import { readText } from "../transport/read-text.ts";
import { MAX_FAILURE_BYTES } from "../transport/send-request.ts";
import { isUnknownAuthority, trustedAuthorities } from "../transport/trusted-authorities.ts";
import { type Connection, createConnection } from "./connection.ts";

/** Where to connect, and what to say. */
export interface DialTarget {
  /** Of the scheme `ws` or `wss`. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** For proxies. */
  readonly env: Environment;
  /** How long the whole handshake may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** The answer of a server. */
export type Dialled =
  | { readonly kind: "open"; readonly connection: Connection }
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly headers: ResponseHeaders;
      /** Empty when it could not be read. */
      readonly body: string;
    };

/** The longest message that we accept, in bytes: as long as a server-sent event. */
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

/**
 * Opens a connection. Rejects with the network's error when there is no answer in time, and with the signal's
 * reason after an abort, which destroys what was begun.
 */
export async function dial(target: DialTarget, signal: AbortSignal): Promise<Dialled> {
  try {
    return await dialTrusting(target, undefined, signal);
  } catch (error) {
    if (signal.aborted || !isUnknownAuthority(error)) throw error;
    return dialTrusting(target, [...(await trustedAuthorities())], signal);
  }
}

/** `ca` takes the place of the authorities that Node brings. */
function dialTrusting(target: DialTarget, ca: string[] | undefined, signal: AbortSignal): Promise<Dialled> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Dialled>();
  const { url, timeoutMs } = target;
  const socket = new WebSocket(url, {
    headers: target.headers,
    agent: agentFor(target, ca),
    maxPayload: MAX_MESSAGE_BYTES,
  });
  const connection = createConnection(socket);
  const give = (error: unknown) => {
    reject(error);
    socket.terminate();
  };
  const onAbort = () => give(signal.reason);
  const timer = setTimeout(() => give(new Error("the handshake took too long")), timeoutMs);
  signal.addEventListener("abort", onAbort, { once: true });

  socket.on("error", reject);
  socket.once("open", () => resolve({ kind: "open", connection }));
  socket.once("unexpected-response", (_request, response) => {
    void readRefusal(response, timeoutMs).then((refused) => {
      resolve(refused);
      socket.terminate();
    });
  });
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  });
}

async function readRefusal(response: IncomingMessage, idleTimeoutMs: number): Promise<Dialled> {
  const { statusCode: status = 0, headers } = response;
  // The status says enough when the body breaks off.
  const body = await readText(response, { maxBytes: MAX_FAILURE_BYTES, idleTimeoutMs }).catch(() => "");
  return { kind: "refused", status, headers, body };
}

/** An agent of its own: a connection that was kept open by another request may be closed just now. */
function agentFor({ url, env }: DialTarget, ca: string[] | undefined): ClientOptions["agent"] {
  const { Agent } = process.getBuiltinModule(url.protocol === "wss:" ? "node:https" : "node:http");
  const proxyEnv = proxyEnvironment(env);
  return new Agent({ ...(proxyEnv && { proxyEnv }), ...(ca && { ca }) });
}
