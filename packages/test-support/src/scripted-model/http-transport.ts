import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { isJsonObject } from "@codex-ts/protocol";
import { TestSupportError } from "../errors.ts";
import type { WireRequest } from "./captured-request.ts";
import type { ModelReply, StreamReply, StreamStep } from "./model-reply.ts";
import { writeSseFrame } from "./sse-frame.ts";

/** Decides what a request gets; the transport only carries it. */
export type AnswerRequest = (wire: WireRequest) => Promise<ModelReply>;

/** An HTTP server on a free loopback port. */
export interface HttpTransport {
  readonly port: number;
  /** Stops listening and breaks every connection, also those that stall on purpose. */
  close(): Promise<void>;
}

/** Serves replies over HTTP, streams as server-sent events. Resolves when it listens on 127.0.0.1. */
export async function listenHttp(
  answer: AnswerRequest,
  onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): Promise<HttpTransport> {
  const server = createServer((request, response) => {
    // A client that goes away in the middle is a case under test, not a fault of the server.
    response.on("error", () => response.destroy());
    serve(answer, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  if (onUpgrade) server.on("upgrade", onUpgrade);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: portOf(server), close: () => closeServer(server) };
}

/** A base URL at which nobody listens: connecting is refused at once. */
export async function unreachableBaseUrl(): Promise<string> {
  const transport = await listenHttp(async () => ({ kind: "drop" }));
  await transport.close();
  return `http://127.0.0.1:${transport.port}/v1`;
}

async function serve(
  answer: AnswerRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await answer(await readRequest(request));
  switch (reply.kind) {
    case "hang":
      return;
    case "drop":
      request.socket.destroy();
      return;
    case "status":
      response.writeHead(reply.status, { ...reply.headers });
      response.end(reply.body);
      return;
    case "stream":
      return streamReply(reply, response);
  }
}

async function streamReply(reply: StreamReply, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", ...reply.headers });
  response.flushHeaders();
  for (const step of reply.steps) {
    const text = await textOf(step);
    if (response.destroyed) return;
    await write(response, text, reply.chunks);
  }
  if (reply.end === "end") response.end();
  else if (reply.end === "reset") response.socket?.destroy();
}

async function textOf(step: StreamStep): Promise<string> {
  if (step.kind === "event") return writeSseFrame(step.event);
  if (step.kind === "raw") return step.text;
  if (step.kind === "ping") return ": ping\n\n";
  if (step.kind === "binary") return "";
  await step.until.catch(() => undefined);
  return "";
}

/** Resolves when the bytes are out of our hands, so that a broken connection cannot swallow what was sent before. */
async function write(response: ServerResponse, text: string, chunks: StreamReply["chunks"]): Promise<void> {
  if (text === "") return;
  const bytes = Buffer.from(text);
  const pieces = chunks === "bytes" ? Array.from(bytes, (byte) => Buffer.of(byte)) : [bytes];
  for (const piece of pieces) {
    await new Promise<void>((resolve) => response.write(piece, () => resolve()));
    if (response.destroyed) return;
  }
}

async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const head = readHead(request);
  const body = decode(Buffer.concat(chunks), head.headers["content-encoding"]);
  return { ...head, text: body.toString("utf8") };
}

/** A request without its body. */
export function readHead(request: IncomingMessage): Omit<WireRequest, "text"> {
  const [path = "", query = ""] = (request.url ?? "").split("?", 2);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  }
  return { method: request.method ?? "", path, query, headers };
}

function decode(body: Buffer, encoding: string | undefined): Buffer {
  switch (encoding) {
    case undefined:
    case "identity":
      return body;
    case "zstd":
      return zstdDecompressSync(body);
    case "gzip":
      return gunzipSync(body);
    case "br":
      return brotliDecompressSync(body);
    default:
      throw new TestSupportError(
        "environment",
        `scripted model: cannot decode content-encoding "${encoding}"`,
      );
  }
}

function portOf(server: Server): number {
  const address: unknown = server.address();
  if (isJsonObject(address) && typeof address["port"] === "number") return address["port"];
  throw new TestSupportError("environment", "scripted model: the server has no TCP port");
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
