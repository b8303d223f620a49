/** From the JSON of one stream event to what it means for a turn. */
import { isJsonObject, parseJsonObject, type ResponseEvent, type ResponseItem } from "@codex-ts/protocol";
import { parseResponseItem } from "@codex-ts/protocol/responses";
import type { ModelError } from "../errors.ts";
import { responseFailed, streamError } from "../failures/stream-failure.ts";
import { parseUsage } from "./parse-usage.ts";

/** A step of the response, its failure, or undefined for what does not concern us. */
export type DecodedEvent = ResponseEvent | ModelError | undefined;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Decodes the data of one event. Never throws: text that is no JSON object, events that we do not know and
 * items of an unknown shape mean nothing. Only the end of a response has to be well formed.
 */
export function decodeEvent(data: string): DecodedEvent {
  const event = parseJsonObject(data);
  return event && decodeObject(event);
}

/** The same for an event that has been parsed. */
export function decodeObject(event: JsonObject): DecodedEvent {
  const type = event["type"];
  if (typeof type !== "string") return undefined;
  return Object.hasOwn(DECODERS, type) ? DECODERS[type]?.(event) : undefined;
}

const DECODERS: Readonly<Record<string, (event: JsonObject) => DecodedEvent>> = {
  "response.output_item.added": (event) => {
    const item = parseItem(event["item"]);
    return item && { type: "item-started", item };
  },
  "response.output_item.done": (event) => {
    const item = parseItem(event["item"]);
    return item && { type: "item-completed", item };
  },
  "response.output_text.delta": ({ delta }) =>
    typeof delta === "string" ? { type: "text-delta", delta } : undefined,
  "response.reasoning_summary_text.delta": ({ delta, summary_index: summaryIndex }) =>
    typeof delta === "string" && typeof summaryIndex === "number"
      ? { type: "reasoning-summary-delta", delta, summaryIndex }
      : undefined,
  "response.reasoning_text.delta": ({ delta, content_index: contentIndex }) =>
    typeof delta === "string" && typeof contentIndex === "number"
      ? { type: "reasoning-content-delta", delta, contentIndex }
      : undefined,
  "response.reasoning_summary_part.added": ({ summary_index: summaryIndex }) =>
    typeof summaryIndex === "number" ? { type: "reasoning-summary-part", summaryIndex } : undefined,
  "response.completed": ({ response }) => (response == null ? undefined : completed(response, undefined)),
  "response.done": ({ response }) => completed(response ?? {}, ""),
  "response.failed": responseFailed,
};

/** Servers say null for members that they leave out; the schema then wants them absent. */
function parseItem(value: unknown): ResponseItem | undefined {
  return (
    parseResponseItem(value) ?? (isJsonObject(value) ? parseResponseItem(withoutNulls(value)) : undefined)
  );
}

function withoutNulls(value: JsonObject): JsonObject {
  const kept: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== null) kept[key] = isJsonObject(member) ? withoutNulls(member) : member;
  }
  return kept;
}

function completed(response: unknown, defaultId: string | undefined): DecodedEvent {
  if (!isJsonObject(response)) return malformed("`response` is no object");
  const responseId = response["id"] ?? defaultId;
  if (typeof responseId !== "string") return malformed("`id` is missing or no string");
  const usage = parseUsage(response["usage"]);
  if (usage.kind === "invalid") return malformed(usage.reason);
  return { type: "completed", responseId, usage: usage.value };
}

function malformed(reason: string): ModelError {
  return streamError(`the end of the response is malformed: ${reason}`, {});
}
