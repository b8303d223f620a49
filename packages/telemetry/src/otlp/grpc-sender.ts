/** OTLP over gRPC: one unary call for each batch, on a connection that is kept. */
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type IncomingHttpHeaders,
} from "node:http2";
import { closedError, type OpenTarget, type Sender, timeoutError, tlsOptions } from "./sender.ts";

/** Makes the sender for one method, such as `/opentelemetry.proto.collector.logs.v1.LogsService/Export`. */
export function createGrpcSender(target: OpenTarget, method: string): Sender {
  let session: ClientHttp2Session | undefined;
  let isClosed = false;

  function connected(): ClientHttp2Session {
    if (session && !session.closed && !session.destroyed) return session;
    const opened = connect(target.url.origin, tlsOptions(target));
    // The calls on it learn of it by themselves; without a listener it would end the process.
    opened.on("error", () => undefined);
    session = opened;
    return opened;
  }

  return {
    async send(body) {
      if (isClosed) throw closedError();
      await call(connected(), target, method, body);
    },
    close() {
      isClosed = true;
      session?.destroy(closedError());
    },
  };
}

function call(
  session: ClientHttp2Session,
  { headers, timeoutMs }: OpenTarget,
  method: string,
  body: Uint8Array,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream: ClientHttp2Stream = session.request({
      ...headers,
      ":method": "POST",
      ":path": method,
      "content-type": "application/grpc",
      te: "trailers",
      "grpc-timeout": `${timeoutMs}m`,
    });
    const timer = setTimeout(() => {
      reject(timeoutError(timeoutMs));
      stream.close();
    }, timeoutMs);
    let told: IncomingHttpHeaders = {};
    const note = (received: IncomingHttpHeaders) => {
      told = { ...told, ...received };
    };
    session.once("error", reject);
    stream.on("response", note);
    stream.on("trailers", note);
    stream.on("error", reject);
    stream.once("close", () => {
      clearTimeout(timer);
      session.off("error", reject);
      const problem = problemOf(told);
      if (problem === undefined) resolve();
      else reject(new Error(problem));
    });
    stream.resume();
    stream.end(frame(body));
  });
}

/** One message: a byte that says it is not compressed, its length in four bytes, and itself (gRPC over HTTP/2). */
function frame(body: Uint8Array): Uint8Array {
  const framed = Buffer.alloc(5 + body.length);
  framed.writeUInt32BE(body.length, 1);
  framed.set(body, 5);
  return framed;
}

/** What is wrong with an answer; a call without trouble ends with `grpc-status: 0`. */
function problemOf(told: IncomingHttpHeaders): string | undefined {
  const status = told["grpc-status"];
  if (status === "0") return undefined;
  if (status !== undefined) return `the server answered with gRPC status ${String(status)}`;
  const http = told[":status"];
  return http === undefined
    ? "the connection was closed"
    : `the server answered ${http} without a gRPC status`;
}
