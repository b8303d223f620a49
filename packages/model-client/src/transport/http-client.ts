/** HTTP over Node's own client: keep-alive agents, and nothing loaded before it is needed. */
import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from "node:http";
import type { Environment } from "../providers/provider.ts";
import { proxyEnvironment } from "./proxy-environment.ts";
import { isUnknownAuthority, trustedAuthorities } from "./trusted-authorities.ts";

/** A request without a body. */
export interface HttpGet {
  readonly url: URL;
  /** In the order in which they are sent. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A request with its body complete. */
export interface HttpRequest extends HttpGet {
  readonly body: Uint8Array;
}

/** The head of an answer, and its body still to be read. */
export interface HttpResponse {
  readonly status: number;
  /** The usual words for the status, whatever the server wrote. */
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  /** The caller owns it: it reads it to the end or destroys it. */
  readonly body: IncomingMessage;
}

/** Sends requests over connections that are kept open between them. */
export interface HttpClient {
  /**
   * Resolves when the head of the answer is here, whatever its status. Rejects with Node's error when there
   * is no answer. An abort destroys the connection at once, also while the body is being read, and rejects
   * with the signal's reason.
   */
  post(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** The same for a request without a body. */
  get(request: HttpGet, signal: AbortSignal): Promise<HttpResponse>;
  /** Destroys all connections. */
  close(): void;
}

/** What one URL scheme needs. */
interface Scheme {
  readonly agent: Agent;
  readonly request: (options: RequestOptions) => ClientRequest;
  readonly statusTexts: Readonly<Record<number, string | undefined>>;
  /** Whether the machine's own certificate store is trusted too. */
  readonly trustsSystem: boolean;
}

/** Makes a client that follows the proxy variables of `env`. */
export function createHttpClient(env: Environment): HttpClient {
  const schemes = new Map<string, Promise<Scheme>>();
  const agents: Agent[] = [];
  let trustsSystem = false;

  async function load(protocol: string): Promise<Scheme> {
    const scheme = await loadScheme(protocol, env, trustsSystem);
    agents.push(scheme.agent);
    return scheme;
  }

  function schemeOf(protocol: string): Promise<Scheme> {
    const scheme = schemes.get(protocol) ?? load(protocol);
    schemes.set(protocol, scheme);
    return scheme;
  }

  /** True when the request may go out again: the server saw nothing of it. */
  function canRepeat(error: unknown, outgoing: ClientRequest, scheme: Scheme): boolean {
    // It closed an idle connection just when we took it.
    if (outgoing.reusedSocket && isReset(error)) return true;
    if (scheme.trustsSystem || !isUnknownAuthority(error)) return false;
    if (!trustsSystem) schemes.clear();
    trustsSystem = true;
    return true;
  }

  async function send(
    method: "GET" | "POST",
    request: HttpGet,
    content: Uint8Array | undefined,
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    for (;;) {
      const scheme = await schemeOf(request.url.protocol);
      signal.throwIfAborted();
      const outgoing = scheme.request(requestOptions(method, request, scheme.agent));
      try {
        const body = await exchange(outgoing, content, signal);
        const status = body.statusCode ?? 0;
        const statusText = scheme.statusTexts[status] ?? "<unknown status code>";
        return { status, statusText, headers: body.headers, body };
      } catch (error) {
        if (signal.aborted || !canRepeat(error, outgoing, scheme)) throw error;
      }
    }
  }

  return {
    post: (request, signal) => send("POST", request, request.body, signal),
    get: (request, signal) => send("GET", request, undefined, signal),
    close() {
      for (const agent of agents.splice(0)) agent.destroy();
    },
  };
}

async function loadScheme(protocol: string, env: Environment, trustsSystem: boolean): Promise<Scheme> {
  // Not `import()`: its namespace reads every export of the module, and one of them loads all of fetch (25 ms).
  const http = process.getBuiltinModule("node:http");
  const { request, Agent } = protocol === "https:" ? process.getBuiltinModule("node:https") : http;
  const proxyEnv = proxyEnvironment(env);
  const agent = new Agent({
    keepAlive: true,
    ...(proxyEnv && { proxyEnv }),
    ...(trustsSystem && { ca: [...(await trustedAuthorities())] }),
  });
  return { agent, request, statusTexts: http.STATUS_CODES, trustsSystem };
}

function requestOptions(method: string, request: HttpGet, agent: Agent): RequestOptions {
  const { url } = request;
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port,
    path: url.pathname + url.search,
    headers: request.headers,
    agent,
    ...(url.username && {
      auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`,
    }),
  };
}

function exchange(
  outgoing: ClientRequest,
  body: Uint8Array | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let response: IncomingMessage | undefined;
    const onAbort = () => {
      reject(signal.reason);
      (response ?? outgoing).destroy(toError(signal.reason));
    };
    signal.addEventListener("abort", onAbort, { once: true });
    outgoing.once("close", () => signal.removeEventListener("abort", onAbort));
    outgoing.on("error", reject);
    outgoing.once("response", (message) => {
      response = message;
      // Readers learn of errors by reading; this keeps an error between two reads from ending the process.
      message.on("error", () => undefined);
      resolve(message);
    });
    outgoing.end(body);
  });
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("aborted");
}

function isReset(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === "ECONNRESET" || code === "EPIPE";
}
