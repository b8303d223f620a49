/** A scripted HTTP server on the loopback interface, for the tests of this package. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request as it came over the wire. */
export interface CapturedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  /** Names and values in wire order, names in wire spelling. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** Which connection it came over, counted from 1. */
  readonly connection: number;
}

/** Answers one request. */
export type Reply = (response: ServerResponse, request: CapturedRequest) => void;

/** The running server. */
export interface LoopbackServer {
  readonly origin: string;
  readonly requests: readonly CapturedRequest[];
  /** Resolves when this many requests have come. */
  received(count: number): Promise<void>;
  /** Resolves when no connection is open any more. */
  allClosed(): Promise<void>;
}

/**
 * Runs `test` against a server that answers the nth request with the nth reply, and the last one for all
 * further requests. The server is gone afterwards, whatever happened.
 */
export async function withServer(
  replies: readonly Reply[],
  test: (server: LoopbackServer) => Promise<void>,
): Promise<void> {
  const requests: CapturedRequest[] = [];
  const sockets = new Set<Socket>();
  const numbers = new WeakMap<Socket, number>();
  const conditions: { readonly holds: () => boolean; readonly wake: () => void }[] = [];
  let connections = 0;
  const changed = () => {
    for (const { holds, wake } of conditions) if (holds()) wake();
  };
  const until = (holds: () => boolean) =>
    new Promise<void>((wake) => {
      conditions.push({ holds, wake });
      changed();
    });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const captured: CapturedRequest = {
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        rawHeaders: request.rawHeaders,
        body: Buffer.concat(chunks),
        connection: numbers.get(request.socket) ?? 0,
      };
      requests.push(captured);
      changed();
      const reply = replies[Math.min(requests.length, replies.length) - 1];
      if (reply) reply(response, captured);
      else response.writeHead(599).end("no reply scripted");
    });
  });
  server.on("connection", (socket) => {
    connections += 1;
    numbers.set(socket, connections);
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      changed();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await test({
      origin: `http://127.0.0.1:${port}`,
      requests,
      received: (count) => until(() => requests.length >= count),
      allClosed: () => until(() => sockets.size === 0),
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** A streamed answer that ends after these events. */
export function events(...list: readonly unknown[]): Reply {
  return eventsWith({}, ...list);
}

/** A streamed answer with headers of its own. */
export function eventsWith(headers: Record<string, string>, ...list: readonly unknown[]): Reply {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream", ...headers });
    for (const event of list) response.write(frame(event));
    response.end();
  };
}

/** A streamed answer that says this and then stays open. */
export function openEnded(...list: readonly unknown[]): Reply {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    for (const event of list) response.write(frame(event));
  };
}

/** A streamed answer that goes out in one piece, its end included. */
export function atOnce(...list: readonly unknown[]): Reply {
  const text = list.map(frame).join("");
  return (response) => {
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "content-length": Buffer.byteLength(text),
    });
    response.end(text);
  };
}

/** An answer with a status and a body. */
export function status(code: number, body: string, headers: Record<string, string> = {}): Reply {
  return (response) => response.writeHead(code, headers).end(body);
}

/** The text of one event. */
export function frame(event: unknown): string {
  return `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`;
}

/** The event that ends a good response. */
export const COMPLETED = {
  type: "response.completed",
  response: { id: "resp-1", usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 } },
};

/** The event of a finished assistant message. */
export function message(text: string): unknown {
  return {
    type: "response.output_item.done",
    item: { type: "message", id: "msg-1", role: "assistant", content: [{ type: "output_text", text }] },
  };
}
