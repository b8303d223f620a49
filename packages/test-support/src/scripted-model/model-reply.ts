import type { ResponseItem } from "@codex-ts/protocol";
import { completed, created, failed, type ModelEvent, type ScriptedUsage, textDelta } from "./model-event.ts";
import { itemAdded, message } from "./output-item.ts";

/** One thing that a streamed reply does. */
export type StreamStep =
  | { readonly kind: "event"; readonly event: ModelEvent }
  /** Text that goes on the wire as it is: broken frames, comments, odd line ends. */
  | { readonly kind: "raw"; readonly text: string }
  /** A sign of life without content. */
  | { readonly kind: "ping" }
  /** A frame of bytes; only a WebSocket has them. */
  | { readonly kind: "binary" }
  /** Nothing is sent until the promise settles. */
  | { readonly kind: "hold"; readonly until: Promise<unknown> };

/** What happens after the last step: a clean end, a broken connection, or silence with the connection open. */
export type StreamEnd = "end" | "reset" | "stall";

/** A reply with status 200 that is sent step by step. */
export interface StreamReply {
  readonly kind: "stream";
  readonly headers: Readonly<Record<string, string>>;
  readonly steps: readonly StreamStep[];
  readonly end: StreamEnd;
  /** How bytes are grouped on the wire: one write for each step, or one for each byte. */
  readonly chunks: "steps" | "bytes";
}

/** An answer without a stream; over a WebSocket it comes as a frame. */
export interface StatusReply {
  readonly kind: "status";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How the scripted model answers one request. */
export type ModelReply =
  | StreamReply
  | StatusReply
  /** The request is read and never answered. */
  | { readonly kind: "hang" }
  /** The connection breaks before a single byte of an answer. */
  | { readonly kind: "drop" };

/** What the builders of streams take: events, other steps, or lists of both. */
export type StreamPart = ModelEvent | StreamStep | readonly StreamPart[];

/** A complete, good response around `parts`, with 100 input and 10 output tokens. */
export function reply(...parts: readonly StreamPart[]): StreamReply {
  return replyWith({}, ...parts);
}

/** A complete, good response with its own id, token counts or response headers. */
export function replyWith(
  options: {
    readonly id?: string;
    readonly usage?: ScriptedUsage;
    readonly headers?: Readonly<Record<string, string>>;
  },
  ...parts: readonly StreamPart[]
): StreamReply {
  const id = options.id ?? "resp-1";
  const usage = options.usage ?? { input: 100, cached: 0, output: 10, reasoning: 0 };
  return { ...stream("end", created(id), parts, completed(id, usage)), headers: options.headers ?? {} };
}

/** Exactly these parts and then `end`; nothing is added. */
export function stream(end: StreamEnd, ...parts: readonly StreamPart[]): StreamReply {
  return { kind: "stream", headers: {}, steps: toSteps(parts), end, chunks: "steps" };
}

/** A response that ends cleanly after `parts`, before it is complete. */
export function cutAfter(...parts: readonly StreamPart[]): StreamReply {
  return stream("end", created("resp-cut"), parts);
}

/** A response whose connection breaks after `parts`. */
export function resetAfter(...parts: readonly StreamPart[]): StreamReply {
  return stream("reset", created("resp-reset"), parts);
}

/** A response that goes silent after `parts` and keeps the connection open. */
export function stallAfter(...parts: readonly StreamPart[]): StreamReply {
  return stream("stall", created("resp-stall"), parts);
}

/** A stream that the server ends with an error of its own. */
export function failedResponse(code: string, text: string): StreamReply {
  return stream("end", created("resp-failed"), failed(code, text));
}

/** An HTTP answer without a stream; a body that is not text is sent as JSON. */
export function status(
  code: number,
  body: unknown = "",
  headers: Readonly<Record<string, string>> = {},
): StatusReply {
  const isText = typeof body === "string";
  return {
    kind: "status",
    status: code,
    headers: { "content-type": isText ? "text/plain" : "application/json", ...headers },
    body: isText ? body : JSON.stringify(body),
  };
}

/** The answer of the compaction endpoint: the items that replace the history. */
export function compacted(...items: readonly ResponseItem[]): ModelReply {
  return status(200, { output: items });
}

/** Reads the request and never answers it. */
export function hang(): ModelReply {
  return { kind: "hang" };
}

/** Breaks the connection instead of answering. */
export function drop(): ModelReply {
  return { kind: "drop" };
}

/** The same reply, one write to the socket for every byte. */
export function dripped(whole: StreamReply): StreamReply {
  return { ...whole, chunks: "bytes" };
}

/** Text that goes into the stream as it is, for frames that no builder would make. */
export function raw(text: string): StreamStep {
  return { kind: "raw", text };
}

/** A ping of the WebSocket, a comment in server-sent events. */
export function ping(): StreamStep {
  return { kind: "ping" };
}

/** A frame of bytes. */
export function binaryFrame(): StreamStep {
  return { kind: "binary" };
}

/** Sends nothing more until the promise settles: the way to act in the middle of a response. */
export function holdUntil(until: Promise<unknown>): StreamStep {
  return { kind: "hold", until };
}

/** An assistant message as servers stream it: announced, written word by word, finished. */
export function say(text: string, id = "msg-1"): StreamPart {
  const words = text.match(/\s*\S+\s*$|\s*\S+/g) ?? [text];
  return [itemAdded(message("", { id }).item), ...words.map(textDelta), message(text, { id })];
}

const STEP_KINDS: ReadonlySet<unknown> = new Set(["event", "raw", "ping", "binary", "hold"]);

function toSteps(part: StreamPart): readonly StreamStep[] {
  if (isList(part)) return part.flatMap(toSteps);
  if ("kind" in part && STEP_KINDS.has(part.kind)) return [part as StreamStep];
  return [{ kind: "event", event: part as ModelEvent }];
}

function isList(part: StreamPart): part is readonly StreamPart[] {
  return Array.isArray(part);
}
