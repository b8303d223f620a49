/** A receiver of telemetry on loopback: HTTP with JSON or protobuf, or gRPC. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import {
  createServer as createHttp2Server,
  type Http2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { decodeProtobuf } from "./decode-protobuf.ts";
import { otlpRequests } from "./otlp-messages.ts";
import {
  type Message,
  type OtlpRequest,
  type ReceivedLog,
  type ReceivedPoint,
  type ReceivedSpan,
  readLogs,
  readPoints,
  readSpans,
} from "./read-telemetry.ts";

/** How requests are answered: well, with another HTTP status (gRPC: a status that is none), or never. */
export type OtlpAnswer = "ok" | number | "never";

/** A running receiver. */
export interface OtlpReceiver extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Complete requests so far. */
  readonly requests: readonly OtlpRequest[];
  /** How many connections were opened so far. */
  readonly connections: number;
  logs(): readonly ReceivedLog[];
  spans(): readonly ReceivedSpan[];
  points(): readonly ReceivedPoint[];
}

/** Starts a receiver. */
export async function otlpReceiver(
  wire: "http" | "grpc" = "http",
  answer: OtlpAnswer = "ok",
): Promise<OtlpReceiver> {
  const requests: OtlpRequest[] = [];
  const keep = (path: string, headers: IncomingHttpHeaders, bytes: Buffer) =>
    requests.push({ path, headers, bytes, message: decode(path, headers, bytes) });
  const server = wire === "http" ? httpServer(answer, keep) : grpcServer(answer, keep);
  let connections = 0;
  const sessions = new Set<ServerHttp2Session>();
  server.on("connection", () => {
    connections += 1;
  });
  server.on("session", (session: ServerHttp2Session) => sessions.add(session));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    get connections() {
      return connections;
    },
    logs: () => readLogs(requests),
    spans: () => readSpans(requests),
    points: () => readPoints(requests),
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy();
      if ("closeAllConnections" in server) server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

type Keep = (path: string, headers: IncomingHttpHeaders, bytes: Buffer) => void;

function httpServer(answer: OtlpAnswer, keep: Keep): Server {
  return createServer(async (request, response) => {
    const bytes = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
    keep(request.url ?? "", request.headers, bytes);
    if (answer === "never") return;
    response.writeHead(answer === "ok" ? 200 : answer, { "content-type": request.headers["content-type"] });
    response.end(request.headers["content-type"] === "application/json" ? "{}" : "");
  });
}

function grpcServer(answer: OtlpAnswer, keep: Keep): Http2Server {
  const server = createHttp2Server();
  server.on("stream", async (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on("error", () => undefined);
    const bytes = Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>));
    // Behind the five bytes that gRPC puts before a message.
    keep(String(headers[":path"]), headers, bytes.subarray(5));
    if (answer === "never") return;
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () =>
      stream.sendTrailers({ "grpc-status": answer === "ok" ? "0" : String(answer) }),
    );
    // An empty answer: an uncompressed message of no bytes.
    stream.end(Buffer.alloc(5));
  });
  return server;
}

function decode(path: string, headers: IncomingHttpHeaders, bytes: Buffer): Message {
  if (headers["content-type"] === "application/json") return JSON.parse(bytes.toString("utf8")) as Message;
  if (/logs/i.test(path)) return decodeProtobuf(bytes, otlpRequests.logs);
  return decodeProtobuf(bytes, /trace/i.test(path) ? otlpRequests.traces : otlpRequests.metrics);
}
