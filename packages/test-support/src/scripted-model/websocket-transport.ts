import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { isJsonObject } from "@codex-ts/protocol";
import { createDeferred, type Deferred, untilAborted } from "@codex-ts/std";
import { type WebSocket, WebSocketServer } from "ws";
import type { WireRequest } from "./captured-request.ts";
import { type AnswerRequest, readHead } from "./http-transport.ts";
import type { ModelReply, StatusReply, StreamReply } from "./model-reply.ts";

/** How a handshake is answered: accepted, perhaps with headers, or like any request. */
export type HandshakeReply =
  | { readonly kind: "accept"; readonly headers?: Readonly<Record<string, string>> }
  | Exclude<ModelReply, StreamReply>;

/** Answers the handshake at `index`, from 0; it may wait. */
export type Handshakes = (index: number, request: WireRequest) => HandshakeReply | Promise<HandshakeReply>;

/** The WebSockets of a server. */
export interface WebsocketTransport {
  /** In the order of their arrival. */
  readonly handshakes: readonly WireRequest[];
  onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  waitForHandshake(index: number, signal: AbortSignal): Promise<WireRequest>;
  /** Resolves when no connection is open, not even one whose handshake hangs. */
  allClosed(signal: AbortSignal): Promise<void>;
  /** Breaks every connection. */
  close(): void;
}

/** Serves replies over WebSockets: each frame is a request, each event of its reply a frame. */
export function createWebsocketTransport(answer: AnswerRequest, reply: Handshakes): WebsocketTransport {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: true });
  const handshakes: WireRequest[] = [];
  const arrivals = new Map<number, Deferred<WireRequest>>();
  const open = new Set<Duplex>();
  let idle: Deferred<void> | undefined;

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const index = handshakes.length;
    const handshake = { ...readHead(request), text: "", socket: index };
    handshakes.push(handshake);
    arrivals.get(index)?.resolve(handshake);
    const decision = await reply(index, handshake);
    if (decision.kind === "hang" || socket.destroyed) return;
    if (decision.kind === "drop") socket.destroy();
    else if (decision.kind === "status") refuse(socket, decision);
    else {
      server.once("headers", (lines) => {
        for (const [name, value] of Object.entries(decision.headers ?? {})) lines.push(`${name}: ${value}`);
      });
      server.handleUpgrade(request, socket, head, (client) => serve(client, handshake, answer));
    }
  }

  return {
    handshakes,
    onUpgrade(request, socket, head) {
      open.add(socket);
      socket.on("error", () => socket.destroy());
      // Nobody would notice that a client goes away while its handshake waits.
      socket.once("end", () => socket.destroy());
      socket.resume();
      socket.once("close", () => {
        open.delete(socket);
        if (open.size === 0) idle?.resolve();
      });
      upgrade(request, socket, head).catch(() => socket.destroy());
    },
    waitForHandshake(index, signal) {
      const seen = handshakes[index];
      if (seen) return Promise.resolve(seen);
      const arrival = arrivals.get(index) ?? createDeferred<WireRequest>();
      arrivals.set(index, arrival);
      return untilAborted(arrival.promise, signal);
    },
    allClosed(signal) {
      if (open.size === 0) return Promise.resolve();
      idle = createDeferred();
      return untilAborted(idle.promise, signal);
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

function refuse(socket: Duplex, { status, headers, body }: StatusReply): void {
  const all = { ...headers, "content-length": String(Buffer.byteLength(body)), connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`);
}

function serve(client: WebSocket, handshake: WireRequest, answer: AnswerRequest): void {
  // A client that goes away in the middle is a case under test, not a fault of the server.
  client.on("error", () => client.terminate());
  client.on("message", (data) => {
    answer({ ...handshake, text: String(data) })
      .then((reply) => play(client, reply))
      .catch(() => client.terminate());
  });
}

async function play(client: WebSocket, reply: ModelReply): Promise<void> {
  if (reply.kind === "hang") return;
  if (reply.kind === "drop") client.terminate();
  else if (reply.kind === "status") client.send(JSON.stringify(wrapped(reply)));
  else await playStream(client, reply);
}

/** After its last step a complete reply leaves the connection open; an incomplete one ends it. */
async function playStream(client: WebSocket, { steps, end }: StreamReply): Promise<void> {
  let isComplete = false;
  for (const step of steps) {
    if (client.readyState !== client.OPEN) return;
    if (step.kind === "hold") await step.until.catch(() => undefined);
    else if (step.kind === "ping") client.ping();
    else if (step.kind === "binary") await send(client, Buffer.of(0, 1, 2));
    else {
      isComplete ||= step.kind === "event" && /^response\.(completed|done|failed)$/.test(step.event.type);
      await send(client, step.kind === "event" ? JSON.stringify(step.event) : step.text);
    }
  }
  if (end === "reset") client.terminate();
  else if (end === "end" && !isComplete) client.close();
}

/** Resolves when the frame is out of our hands, or cannot be sent any more. */
function send(client: WebSocket, data: string | Buffer): Promise<void> {
  return new Promise((resolve) => client.send(data, () => resolve()));
}

/** A status as a frame. */
function wrapped({ status, headers, body }: StatusReply): object {
  let error: unknown = { message: body };
  try {
    const value: unknown = JSON.parse(body);
    if (isJsonObject(value) && value["error"] !== undefined) error = value["error"];
  } catch {
    // A text is a message.
  }
  return { type: "error", status, error, headers };
}
