/** The older events that clients of earlier versions still read, derived from item events. */
import type { EventMsg, EventOf, TextElement, TurnItem, UserInput } from "@codex-ts/protocol";
import { utf8Length } from "../messages/utf8.ts";

/** What the user wants to see. */
export interface LegacyOptions {
  /** Whether raw reasoning of completed items is shown; its deltas always are. */
  readonly showRawReasoning: boolean;
}

function shiftElements(element: TextElement, by: number): TextElement {
  const { start, end } = element.byte_range;
  return { ...element, byte_range: { start: start + by, end: end + by } };
}

/** The one-text form of a user's input: texts joined, ranges moved along, images listed apart. */
function userMessageEvent(content: readonly UserInput[]): EventOf<"user_message"> {
  let message = "";
  let bytes = 0;
  const elements: TextElement[] = [];
  for (const input of content) {
    if (input.type !== "text") continue;
    elements.push(...input.text_elements.map((element) => shiftElements(element, bytes)));
    message += input.text;
    bytes += utf8Length(input.text);
  }
  return {
    type: "user_message",
    message,
    images: content.flatMap((input) => (input.type === "image" ? [input.image_url] : [])),
    local_images: content.flatMap((input) => (input.type === "local_image" ? [input.path] : [])),
    text_elements: elements,
  };
}

function completedTwins(item: TurnItem, { showRawReasoning }: LegacyOptions): EventMsg[] {
  switch (item.type) {
    case "UserMessage":
      return [userMessageEvent(item.content)];
    case "AgentMessage":
      return item.content.map(({ text }) => ({ type: "agent_message", message: text }));
    case "Reasoning": {
      const raw = showRawReasoning ? item.raw_content : [];
      return [
        ...item.summary_text.map((text): EventMsg => ({ type: "agent_reasoning", text })),
        ...raw.map((text): EventMsg => ({ type: "agent_reasoning_raw_content", text })),
      ];
    }
    case "WebSearch":
      return [{ type: "web_search_end", call_id: item.id, query: item.query, action: item.action }];
    case "ContextCompaction":
      return [{ type: "context_compacted" }];
    case "Plan":
      return [];
  }
}

/** The events that follow `msg` at once, under the same event id; none for most. */
export function legacyTwins(msg: EventMsg, options: LegacyOptions): EventMsg[] {
  switch (msg.type) {
    case "item_started":
      return msg.item.type === "WebSearch" ? [{ type: "web_search_begin", call_id: msg.item.id }] : [];
    case "item_completed":
      return completedTwins(msg.item, options);
    case "agent_message_content_delta":
      return [{ type: "agent_message_delta", delta: msg.delta }];
    case "reasoning_content_delta":
      return [{ type: "agent_reasoning_delta", delta: msg.delta }];
    case "reasoning_raw_content_delta":
      return [{ type: "agent_reasoning_raw_content_delta", delta: msg.delta }];
    default:
      return [];
  }
}
