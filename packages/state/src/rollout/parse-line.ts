/** From a line of text to a typed item, without losing what we do not know. */
import { isJsonObject, parseJsonObject, type RolloutItem } from "@codex-ts/protocol";
import {
  CompactedItem,
  EventMsg,
  SessionMeta,
  TurnContextItem,
  withCurrentName,
} from "@codex-ts/protocol/lines";
import { parseResponseItem } from "@codex-ts/protocol/responses";
import type { StoredItem } from "./stored-item.ts";

/** A line that is JSON of the right outline. */
export interface ParsedLine {
  readonly stored: StoredItem;
  /** Undefined when this version does not know the type, or a field has an unexpected shape. */
  readonly item: RolloutItem | undefined;
}

/** The type of the reader, for those who load it when they need it. */
export type ParseLine = typeof parseLine;

/** Reads one line; undefined when it is not an object with `type` and `payload`. */
export function parseLine(text: string): ParsedLine | undefined {
  const line = parseJsonObject(text);
  if (!line || typeof line["type"] !== "string" || !isJsonObject(line["payload"])) {
    return undefined;
  }
  const stored = { type: line["type"], payload: line["payload"] };
  return { stored, item: checkItem(stored.type, stored.payload) };
}

/** Only the schema of the line's own type is tried; a union over all of them costs several times as much. */
function checkItem(type: string, payload: Record<string, unknown>): RolloutItem | undefined {
  switch (type) {
    case "response_item": {
      const item = parseResponseItem(payload);
      return item && { type, payload: item };
    }
    case "event_msg": {
      const event = EventMsg.safeParse(withCurrentName(payload));
      return event.success ? { type, payload: event.data } : undefined;
    }
    case "turn_context": {
      const context = TurnContextItem.safeParse(payload);
      return context.success ? { type, payload: context.data } : undefined;
    }
    case "compacted": {
      const compacted = CompactedItem.safeParse(withKnownHistory(payload));
      return compacted.success ? { type, payload: compacted.data } : undefined;
    }
    case "session_meta": {
      const meta = SessionMeta.safeParse(payload);
      return meta.success ? { type, payload: meta.data } : undefined;
    }
    default:
      return undefined;
  }
}

/** One unknown item in a replacement must not undo the whole compaction. */
function withKnownHistory(payload: Record<string, unknown>): Record<string, unknown> {
  const history = payload["replacement_history"];
  if (!Array.isArray(history)) return payload;
  return { ...payload, replacement_history: history.filter((item) => parseResponseItem(item) !== undefined) };
}
