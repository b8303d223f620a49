/** The units of a turn that users see. */
import * as z from "zod/mini";
import { MessagePhase, WebSearchAction } from "./responses/response-item.ts";
import { UserInput } from "./user-input.ts";

export const AgentMessageContent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Text"), text: z.string() }),
]);
/** One part of what the agent says. */
export type AgentMessageContent = z.infer<typeof AgentMessageContent>;

export const TurnItem = z.discriminatedUnion("type", [
  z.object({ type: z.literal("UserMessage"), id: z.string(), content: z.array(UserInput) }),
  z.object({
    type: z.literal("AgentMessage"),
    id: z.string(),
    content: z.array(AgentMessageContent),
    phase: z.nullish(MessagePhase),
  }),
  z.object({ type: z.literal("Plan"), id: z.string(), text: z.string() }),
  z.object({
    type: z.literal("Reasoning"),
    id: z.string(),
    summary_text: z.array(z.string()),
    raw_content: z._default(z.array(z.string()), []),
  }),
  z.object({ type: z.literal("WebSearch"), id: z.string(), query: z.string(), action: WebSearchAction }),
  z.object({ type: z.literal("ContextCompaction"), id: z.string() }),
]);
/** A message, a plan, a piece of reasoning, a search or a compaction, with its id. */
export type TurnItem = z.infer<typeof TurnItem>;
