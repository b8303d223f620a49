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

/** Makes the server; whoever starts it decides where it listens. */
export function createHttpListener(parts: ListenerParts): Server {
  const server = createServer(
    {
      insecureHTTPParser: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: parts.handshakeLimitMs,
      // A large upload takes its time; a head must not.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, parts.handshakeLimitMs),
      noDelay: true,
    },
    (request, response) => void serveRequest(parts, request, response),
  );
  // Headers beyond a count would be dropped in silence; their size is limited already.
  server.maxHeadersCount = 0;
  server.on("connect", (request, socket, head) => void serveTunnel(parts, request, socket, head));
  return server;
}

async function serveRequest(
  parts: ListenerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.on("error", () => undefined);
  response.on("error", () => undefined);
  if (headerValues(request, "x-unix-socket").length > 0) {
    return answer(request, response, plainAnswer(NOT_IMPLEMENTED, "Local sockets are not served."));
  }
  const read = readAbsoluteTarget(request);
  if ("fault" in read) return answer(request, response, plainAnswer(BAD_REQUEST, `Refused: ${read.fault}.`));
  const target: Target = { protocol: "http", method: request.method, ...read.authority };
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
  if ("fault" in read) return writeAnswer(client, plainAnswer(BAD_REQUEST, `Refused: ${read.fault}.`));
  const target: Target = { protocol: "https_connect", method: "CONNECT", ...read.authority };
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
