/** Sends one request on and its answer back. */
import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { isIPv6, type Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { createDeferred } from "@codex-ts/std";
import { openConnection, type Route } from "../connect/open-connection.ts";
import { NetworkProxyError } from "../errors.ts";
import type { ListenerParts } from "../listener-parts.ts";
import type { Authority } from "../policy/authority.ts";
import { endToEndHeaders } from "./end-to-end-headers.ts";

/** A request that was let through. */
export interface ForwardedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly authority: Authority;
  /** Path and query. */
  readonly path: string;
  readonly route: Route;
}

const HTTP_PORT = 80;
const BODILESS: readonly string[] = ["GET", "HEAD", "OPTIONS", "DELETE", "TRACE"];

/**
 * Forwards a request over a connection of its own, so that no answer can be taken for that of another request.
 * False when nothing was answered because the other side failed; an answer that breaks off breaks the client's.
 */
export async function forwardRequest(parts: ListenerParts, forwarded: ForwardedRequest): Promise<boolean> {
  const { request, response, authority, route } = forwarded;
  let socket: Socket;
  try {
    socket = await openConnection(route, authority.port, parts.signal);
  } catch {
    return false;
  }
  parts.sockets.add(socket);
  response.once("close", () => socket.destroy());
  const onward = openRequest(forwarded, socket);
  try {
    // The answer may come before the body has been taken, and then ends the request.
    void pipeline(request, onward).catch(() => undefined);
    const incoming = await answerTo(onward);
    response.writeHead(incoming.statusCode ?? 0, incoming.statusMessage, [
      ...endToEndHeaders(incoming.rawHeaders),
      // A connection that still carries a body cannot be used again.
      ...(request.complete ? [] : ["connection", "close"]),
    ]);
    await pipeline(incoming, response);
    return true;
  } catch {
    if (response.headersSent) response.destroy();
    return response.headersSent;
  } finally {
    socket.destroy();
  }
}

function answerTo(onward: ClientRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = createDeferred<IncomingMessage>();
  onward.on("response", resolve);
  onward.on("error", reject);
  // Nobody asked for another protocol, and a connection may just end.
  onward.on("upgrade", () => reject(new NetworkProxyError("unreachable", "the answer changes the protocol")));
  onward.on("close", () =>
    reject(new NetworkProxyError("unreachable", "the connection ended without an answer")),
  );
  return promise;
}

function openRequest({ request, authority, path, route }: ForwardedRequest, socket: Socket): ClientRequest {
  const place = placeOf(authority.host.text, authority.port);
  const isChunked = request.headers["transfer-encoding"] !== undefined;
  const hasBody = isChunked || request.headers["content-length"] !== undefined;
  const authorization = route.kind === "upstream" ? route.proxy.authorization : undefined;
  return httpRequest({
    createConnection: () => socket,
    method: request.method,
    path: route.kind === "upstream" ? `http://${placeOf(route.host, authority.port)}${path}` : path,
    setHost: false,
    headers: [
      "host",
      place,
      ...endToEndHeaders(request.rawHeaders, ["host"]),
      ...(authorization === undefined ? [] : ["proxy-authorization", authorization]),
      ...(isChunked ? ["transfer-encoding", "chunked"] : []),
      // Without it Node would send an empty chunked body, which some servers refuse.
      ...(hasBody || BODILESS.includes(request.method ?? "") ? [] : ["content-length", "0"]),
      "connection",
      "close",
    ],
  });
}

function placeOf(host: string, port: number): string {
  const name = isIPv6(host) ? `[${host}]` : host;
  return port === HTTP_PORT ? name : `${name}:${port}`;
}
