/** The SOCKS 5 side of the proxy: TCP connections. */
import { createServer, type Server, type Socket } from "node:net";
import { joinSockets } from "../connect/join-sockets.ts";
import { openTunnel } from "../connect/open-connection.ts";
import type { ListenerParts } from "../listener-parts.ts";
import type { Target } from "../policy/decision.ts";
import { createByteReader } from "./byte-reader.ts";
import {
  GREETING_REPLY,
  REPLY,
  readGreeting,
  readSocksRequest,
  type SocksRequest,
  socksReply,
} from "./socks-request.ts";

/** Makes the server; whoever starts it decides where it listens. UDP is refused. */
export function createSocksListener(parts: ListenerParts): Server {
  return createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    socket.on("error", () => undefined);
    serve(parts, socket).catch(() => socket.destroy());
  });
}

async function serve(parts: ListenerParts, client: Socket): Promise<void> {
  const request = await shakeHands(parts, client);
  if (!request) return client.destroySoon();
  const asked = { protocol: "socks5_tcp", method: undefined } as const;
  if (request.kind === "refused") {
    parts.log.unserved(asked, request.reply === REPLY.failed ? "bad_request" : "unsupported");
    return refuse(client, request.reply);
  }
  const { host, port } = request;
  const target: Target = { ...asked, host, port };
  const admission = await parts.gate(target, parts.signal);
  if (admission.kind === "blocked") {
    parts.log.blocked(target, admission.block);
    return refuse(client, REPLY.notAllowed);
  }
  if (admission.kind === "unresolved") {
    parts.log.unresolved(target);
    return refuse(client, REPLY.unreachable);
  }
  parts.log.allowed(target);
  let upstream: Socket;
  try {
    upstream = await openTunnel(admission.route, port, parts.signal);
  } catch {
    return refuse(client, REPLY.unreachable);
  }
  parts.sockets.add(upstream);
  if (client.destroyed) return void upstream.destroy();
  client.write(socksReply(REPLY.succeeded));
  joinSockets(client, upstream);
}

/** What the client asks for; undefined for one that speaks something else, or wants to log in. */
async function shakeHands(parts: ListenerParts, client: Socket): Promise<SocksRequest | undefined> {
  const limit = AbortSignal.any([parts.signal, AbortSignal.timeout(parts.handshakeLimitMs)]);
  const reader = createByteReader(client, limit);
  try {
    const isOffered = await readGreeting(reader);
    if (isOffered === undefined) return undefined;
    client.write(isOffered ? GREETING_REPLY.noLogin : GREETING_REPLY.noMethod);
    return isOffered ? await readSocksRequest(reader) : undefined;
  } finally {
    reader.release();
  }
}

function refuse(client: Socket, reply: number): void {
  client.write(socksReply(reply));
  client.resume();
  client.destroySoon();
}
