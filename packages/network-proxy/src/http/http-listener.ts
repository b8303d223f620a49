/** The HTTP side of the proxy: absolute-form requests and CONNECT. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { joinSockets } from "../connect/join-sockets.ts";
import { openTunnel } from "../connect/open-connection.ts";
import type { ListenerParts } from "../listener-parts.ts";
import type { Target } from "../policy/decision.ts";
import { type Answer, blockedAnswer, plainAnswer, writeAnswer } from "./blocked-answer.ts";
import { forwardRequest } from "./forward-request.ts";
import { headerValues, readAbsoluteTarget, readConnectTarget } from "./request-target.ts";

/** Bytes of request line and headers. */
const MAX_HEADER_BYTES = 64 * 1024;
const CHECK_INTERVAL_MS = 1_000;
const BAD_REQUEST = 400;
const NOT_IMPLEMENTED = 501;
const BAD_GATEWAY = 502;
/** How the codes of errors begin that the parser of Node finds. */
const PARSER_ERROR = "HPE_";
/** What Node answers by itself to other errors than bad requests, by their code. */
const UNREADABLE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Makes the server; whoever starts it decides where it listens. */
export function createHttpListener(parts: ListenerParts): Server {
  const answering = new WeakSet<Duplex>();
  const server = createServer(
    {
      insecureHTTPParser: false,
      requireHostHeader: false, // Node would answer by itself, and nobody would know.
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: parts.handshakeLimitMs,
      // A large upload takes its time; a head must not.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, parts.handshakeLimitMs),
      noDelay: true,
    },
    (request, response) => {
      answering.add(request.socket);
      response.once("close", () => answering.delete(request.socket));
      void serveRequest(parts, request, response);
    },
  );
  // Headers beyond a count would be dropped in silence; their size is limited already.
  server.maxHeadersCount = 0;
  server.on("connect", (request, socket, head) => void serveTunnel(parts, request, socket, head));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const { code = "" } = error;
    if (code.startsWith(PARSER_ERROR))
      parts.log.unserved({ protocol: "http", method: undefined }, "bad_request");
    // In the middle of an answer another one would be read as its body.
    if (!socket.writable || answering.has(socket)) return void socket.destroy();
    writeAnswer(socket, plainAnswer(UNREADABLE[code] ?? BAD_REQUEST, "Refused: the request cannot be read."));
  });
  return server;
}

async function serveRequest(
  parts: ListenerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.on("error", () => undefined);
  response.on("error", () => undefined);
  const asked = { protocol: "http", method: request.method } as const;
  if (headerValues(request, "x-unix-socket").length > 0) {
    parts.log.unserved(asked, "unsupported");
    return answer(request, response, plainAnswer(NOT_IMPLEMENTED, "Local sockets are not served."));
  }
  const read = readAbsoluteTarget(request);
  if ("fault" in read) {
    parts.log.unserved(asked, "bad_request");
    return answer(request, response, plainAnswer(BAD_REQUEST, `Refused: ${read.fault}.`));
  }
  const target: Target = { ...asked, ...read.authority };
  const admission = await parts.gate(target, parts.signal);
  if (admission.kind === "blocked") {
    parts.log.blocked(target, admission.block);
    return answer(request, response, blockedAnswer(target, admission.block));
  }
  if (admission.kind === "unresolved") {
    parts.log.unresolved(target);
    return answer(request, response, plainAnswer(BAD_GATEWAY, "The name could not be resolved."));
  }
  parts.log.allowed(target);
  const isAnswered = await forwardRequest(parts, { request, response, ...read, route: admission.route });
  if (!isAnswered)
    answer(request, response, plainAnswer(BAD_GATEWAY, "The other side could not be reached."));
}

function answer(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  request.resume();
  if (response.headersSent || response.destroyed) return void response.destroy();
  // Node would keep the connection and read a body that nobody wants.
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body), connection: "close" });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function serveTunnel(
  parts: ListenerParts,
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
): Promise<void> {
  client.on("error", () => undefined);
  const read = readConnectTarget(request);
  const asked = { protocol: "https_connect", method: "CONNECT" } as const;
  if ("fault" in read) {
    parts.log.unserved(asked, "bad_request");
    return writeAnswer(client, plainAnswer(BAD_REQUEST, `Refused: ${read.fault}.`));
  }
  const target: Target = { ...asked, ...read.authority };
  const admission = await parts.gate(target, parts.signal);
  if (admission.kind === "blocked") {
    parts.log.blocked(target, admission.block);
    return writeAnswer(client, blockedAnswer(target, admission.block));
  }
  if (admission.kind === "unresolved") {
    parts.log.unresolved(target);
    return writeAnswer(client, plainAnswer(BAD_GATEWAY, "The name could not be resolved."));
  }
  parts.log.allowed(target);
  let upstream: Socket;
  try {
    upstream = await openTunnel(admission.route, target.port, parts.signal);
  } catch {
    return writeAnswer(client, plainAnswer(BAD_GATEWAY, "The other side could not be reached."));
  }
  parts.sockets.add(upstream);
  if (client.destroyed) return void upstream.destroy();
  client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
  if (head.length > 0) upstream.write(head);
  joinSockets(client as Socket, upstream);
}
