/** What users see of the items that a model reads and writes. */
import type {
  ContentItem,
  MessageItem,
  ReasoningItem,
  ResponseItem,
  TurnItem,
  UserInput,
} from "@codex-ts/protocol";
import { isUserMessage } from "../messages/context-message.ts";
import { isImageTag } from "../messages/image-tag.ts";
import { webSearchDetail } from "./web-search-detail.ts";

/** Makes an id for an item that came without one. */
export type NewItemId = () => string;

function toUserInput(content: readonly ContentItem[]): UserInput[] {
  return content.flatMap((part, index): UserInput[] => {
    if (part.type === "input_image") return [{ type: "image", image_url: part.image_url }];
    return isImageTag(content, index) ? [] : [{ type: "text", text: part.text, text_elements: [] }];
  });
}

function messageTurnItem(item: MessageItem, newId: NewItemId): TurnItem | undefined {
  if (item.role === "assistant") {
    const content = item.content.flatMap((part) =>
      part.type === "input_image" ? [] : [{ type: "Text" as const, text: part.text }],
    );
    return {
      type: "AgentMessage",
      id: item.id || newId(),
      content,
      ...(item.phase && { phase: item.phase }),
    };
  }
  if (!isUserMessage(item)) return undefined;
  return { type: "UserMessage", id: item.id || newId(), content: toUserInput(item.content) };
}

function reasoningTurnItem(item: ReasoningItem, newId: NewItemId): TurnItem {
  return {
    type: "Reasoning",
    id: item.id || newId(),
    summary_text: item.summary.map((part) => part.text),
    raw_content: (item.content ?? []).map((part) => part.text),
  };
}

/**
 * The unit that front ends show for a model item. Undefined for what is shown in another way (tool calls
 * and outputs) or not at all (preamble, snapshots).
 */
export function toTurnItem(item: ResponseItem, newId: NewItemId): TurnItem | undefined {
  switch (item.type) {
    case "message":
      return messageTurnItem(item, newId);
    case "reasoning":
      return reasoningTurnItem(item, newId);
    case "web_search_call": {
      const action = item.action ?? { type: "other" };
      return { type: "WebSearch", id: item.id || newId(), query: webSearchDetail(action), action };
    }
    default:
      return undefined;
  }
}
