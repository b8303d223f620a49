/** Messages, reasoning, plans and searches, and their deltas. */
import type { WebSearchAction as CoreWebSearchAction, TurnItem } from "@codex-ts/protocol";
import { fromCoreUserInput, type ThreadItem, type WebSearchAction } from "@codex-ts/protocol/app-server";
import { itemNotification, type Projectors } from "./projector.ts";

type ItemEventType =
  | "item_started"
  | "item_completed"
  | "agent_message_content_delta"
  | "plan_delta"
  | "reasoning_content_delta"
  | "reasoning_raw_content_delta"
  | "agent_reasoning_section_break"
  | "raw_response_item"
  | LegacyItemEventType;

/** Twins of the events above: nothing new for a v2 client. */
type LegacyItemEventType =
  | "user_message"
  | "agent_message"
  | "agent_message_delta"
  | "agent_reasoning"
  | "agent_reasoning_delta"
  | "agent_reasoning_raw_content"
  | "agent_reasoning_raw_content_delta"
  | "web_search_begin"
  | "web_search_end";

const nothing = () => [];

const legacy: Projectors<LegacyItemEventType> = {
  user_message: nothing,
  agent_message: nothing,
  agent_message_delta: nothing,
  agent_reasoning: nothing,
  agent_reasoning_delta: nothing,
  agent_reasoning_raw_content: nothing,
  agent_reasoning_raw_content_delta: nothing,
  web_search_begin: nothing,
  web_search_end: nothing,
};

export const itemProjectors: Projectors<ItemEventType> = {
  ...legacy,
  raw_response_item: ({ item }, turnId, { threadId }) => [
    { method: "rawResponseItem/completed", params: { threadId, turnId, item } },
  ],
  item_started: (msg, turnId, state) => [
    itemNotification("item/started", toThreadItem(msg.item), turnId, state),
  ],
  item_completed: (msg, turnId, state) => [
    itemNotification("item/completed", toThreadItem(msg.item), turnId, state),
  ],
  agent_message_content_delta: (msg, turnId, state) => [
    {
      method: "item/agentMessage/delta",
      params: { threadId: state.threadId, turnId, itemId: msg.item_id, delta: msg.delta },
    },
  ],
  plan_delta: (msg, turnId, state) => [
    {
      method: "item/plan/delta",
      params: { threadId: state.threadId, turnId, itemId: msg.item_id, delta: msg.delta },
    },
  ],
  reasoning_content_delta: (msg, turnId, state) => [
    {
      method: "item/reasoning/summaryTextDelta",
      params: {
        threadId: state.threadId,
        turnId,
        itemId: msg.item_id,
        delta: msg.delta,
        summaryIndex: msg.summary_index,
      },
    },
  ],
  reasoning_raw_content_delta: (msg, turnId, state) => [
    {
      method: "item/reasoning/textDelta",
      params: {
        threadId: state.threadId,
        turnId,
        itemId: msg.item_id,
        delta: msg.delta,
        contentIndex: msg.content_index,
      },
    },
  ],
  agent_reasoning_section_break: (msg, turnId, state) => [
    {
      method: "item/reasoning/summaryPartAdded",
      params: {
        threadId: state.threadId,
        turnId,
        itemId: msg.item_id,
        summaryIndex: msg.summary_index,
      },
    },
  ],
};

/** A turn item as clients see it. */
function toThreadItem(item: TurnItem): ThreadItem {
  switch (item.type) {
    case "UserMessage":
      return { type: "userMessage", id: item.id, content: item.content.map(fromCoreUserInput) };
    case "AgentMessage":
      return { type: "agentMessage", id: item.id, text: item.content.map((part) => part.text).join("") };
    case "Plan":
      return { type: "plan", id: item.id, text: item.text };
    case "Reasoning":
      return { type: "reasoning", id: item.id, summary: item.summary_text, content: item.raw_content };
    case "WebSearch":
      return { type: "webSearch", id: item.id, query: item.query, action: toWebSearchAction(item.action) };
    case "ContextCompaction":
      return { type: "contextCompaction", id: item.id };
  }
}

function toWebSearchAction(action: CoreWebSearchAction): WebSearchAction {
  switch (action.type) {
    case "search":
      return { type: "search", query: action.query ?? null, queries: action.queries ?? null };
    case "open_page":
      return { type: "openPage", url: action.url ?? null };
    case "find_in_page":
      return { type: "findInPage", url: action.url ?? null, pattern: action.pattern ?? null };
    default:
      return { type: "other" };
  }
}
