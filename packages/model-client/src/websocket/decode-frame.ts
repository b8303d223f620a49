/** From the text of one frame to what it means; pure. */
import { isJsonObject, parseJsonObject } from "@codex-ts/protocol";
import type { DecodedEvent } from "../response/decode-event.ts";
import type { ResponseDecoder } from "../response/response-decoder.ts";
import { rateLimitsEvent } from "./rate-limits-event.ts";

/** A failure with the parts of an HTTP answer, told inside the connection. */
export interface WrappedFailure {
  readonly kind: "wrapped-failure";
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text with the member `error`, as an HTTP body has it. */
  readonly body: string;
}

/** A step of the response, its failure, or undefined for what does not concern us. */
export type DecodedFrame = DecodedEvent | WrappedFailure;

/** True for a frame that stands for an HTTP answer. */
export function isWrappedFailure(frame: DecodedFrame): frame is WrappedFailure {
  return frame !== undefined && "kind" in frame && frame.kind === "wrapped-failure";
}

/** Decodes a frame like an event of a stream; two kinds exist only here. Never throws. */
export function decodeFrame(text: string, decoder: ResponseDecoder): DecodedFrame {
  const event = parseJsonObject(text);
  if (event?.["type"] === "error") return wrappedFailure(event);
  if (event?.["type"] === "codex.rate_limits") return rateLimitsEvent(event);
  return event && decoder.decodeObject(event);
}

/** An error without a status, or with one of success, says nothing about the response. */
function wrappedFailure(event: Readonly<Record<string, unknown>>): WrappedFailure | undefined {
  const status = event["status"] ?? event["status_code"];
  if (typeof status !== "number" || (status >= 200 && status < 300)) return undefined;
  const { error } = event;
  return {
    kind: "wrapped-failure",
    status,
    headers: textHeaders(event["headers"]),
    body: error == null ? "" : JSON.stringify({ error }, null, 2),
  };
}

function textHeaders(value: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, member] of Object.entries(isJsonObject(value) ? value : {})) {
    if (["string", "number", "boolean"].includes(typeof member)) headers[name.toLowerCase()] = String(member);
  }
  return headers;
}
