/** What a client reads when its request is not served. */
import type { Duplex } from "node:stream";
import {
  type Block,
  blockSentence,
  decisionLine,
  proxyErrorHeader,
  type Target,
} from "../policy/decision.ts";

/** An answer with a whole body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const FORBIDDEN = 403;
const UNAVAILABLE = 503;
const TEXT = "text/plain; charset=utf-8";
const REASON_PHRASES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  408: "Request Timeout",
  413: "Content Too Large",
  431: "Request Header Fields Too Large",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
};
/** How long a refused client may take to read the answer and go, in milliseconds. */
const LINGER_MS = 5_000;

/** The answer to a blocked request, as 0.99.0 words it for programs. */
export function blockedAnswer(target: Target, block: Block): Answer {
  const { reason } = block;
  const line = decisionLine(target, block);
  const message = blockSentence(reason);
  const isTunnel = target.protocol !== "http";
  const fields = { status: "blocked", host: target.host.text, reason, policy_decision_prefix: line, message };
  return {
    status: reason === "proxy_disabled" ? UNAVAILABLE : FORBIDDEN,
    headers: {
      "content-type": isTunnel ? TEXT : "application/json",
      "x-proxy-error": proxyErrorHeader(reason),
    },
    body: isTunnel ? `${line}\n${message}\n` : JSON.stringify(fields),
  };
}

/** An answer of one sentence. */
export function plainAnswer(status: number, text: string): Answer {
  return { status, headers: { "content-type": TEXT }, body: `${text}\n` };
}

/** Writes an answer where no HTTP server does it, and ends the connection. */
export function writeAnswer(
  socket: Duplex & { destroySoon?(): void },
  { status, headers, body }: Answer,
): void {
  const lines = [
    `HTTP/1.1 ${status} ${REASON_PHRASES[status] ?? ""}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.on("error", () => undefined);
  socket.resume(); // What still comes is read and dropped, or the client would see a reset instead of the answer.
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(timer));
}
