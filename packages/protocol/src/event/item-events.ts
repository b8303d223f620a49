/** Events about what was said: items, their deltas, and the older twins of both. */
import * as z from "zod/mini";
import { Int64 } from "../numbers.ts";
import { ResponseItem, WebSearchAction } from "../responses/response-item.ts";
import { TurnItem } from "../turn-item.ts";
import { TextElement } from "../user-input.ts";

const ofItem = { thread_id: z.string(), turn_id: z.string(), item_id: z.string(), delta: z.string() };

export const itemEvents = [
  z.object({ type: z.literal("item_started"), thread_id: z.string(), turn_id: z.string(), item: TurnItem }),
  z.object({ type: z.literal("item_completed"), thread_id: z.string(), turn_id: z.string(), item: TurnItem }),
  z.object({ type: z.literal("agent_message_content_delta"), ...ofItem }),
  z.object({ type: z.literal("plan_delta"), ...ofItem }),
  z.object({ type: z.literal("reasoning_content_delta"), ...ofItem, summary_index: z._default(Int64, 0) }),
  z.object({
    type: z.literal("reasoning_raw_content_delta"),
    ...ofItem,
    content_index: z._default(Int64, 0),
  }),
  z.object({ type: z.literal("raw_response_item"), item: ResponseItem }),
  z.object({
    type: z.literal("user_message"),
    message: z.string(),
    images: z.optional(z.nullable(z.array(z.string()))),
    local_images: z._default(z.array(z.string()), []),
    text_elements: z._default(z.array(TextElement), []),
  }),
  z.object({ type: z.literal("agent_message"), message: z.string() }),
  z.object({ type: z.literal("agent_message_delta"), delta: z.string() }),
  z.object({ type: z.literal("agent_reasoning"), text: z.string() }),
  z.object({ type: z.literal("agent_reasoning_delta"), delta: z.string() }),
  z.object({ type: z.literal("agent_reasoning_raw_content"), text: z.string() }),
  z.object({ type: z.literal("agent_reasoning_raw_content_delta"), delta: z.string() }),
  z.object({
    type: z.literal("agent_reasoning_section_break"),
    item_id: z._default(z.string(), ""),
    summary_index: z._default(Int64, 0),
  }),
  z.object({ type: z.literal("web_search_begin"), call_id: z.string() }),
  z.object({
    type: z.literal("web_search_end"),
    call_id: z.string(),
    query: z.string(),
    action: WebSearchAction,
  }),
] as const;
