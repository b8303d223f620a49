/** What clients are told about the items of a turn while they grow. */
import * as z from "zod/mini";
import { Int64 } from "../../numbers.ts";
import { ResponseItem } from "../../responses/response-item.ts";
import { ThreadItem } from "./thread-item.ts";

const ofItem = { threadId: z.string(), turnId: z.string(), itemId: z.string() };

const ofTurn = { threadId: z.string(), turnId: z.string() };

export const ItemStartedNotification = z.object({ ...ofTurn, item: ThreadItem });
/** Params of `item/started`: an item began. */
export type ItemStartedNotification = z.infer<typeof ItemStartedNotification>;

export const ItemCompletedNotification = z.object({ ...ofTurn, item: ThreadItem });
/** Params of `item/completed`: an item is final. */
export type ItemCompletedNotification = z.infer<typeof ItemCompletedNotification>;

export const RawResponseItemCompletedNotification = z.object({ ...ofTurn, item: ResponseItem });
/** Params of `rawResponseItem/completed`: an item as the model sees it, for threads that asked for raw events. */
export type RawResponseItemCompletedNotification = z.infer<typeof RawResponseItemCompletedNotification>;

export const AgentMessageDeltaNotification = z.object({ ...ofItem, delta: z.string() });
/** Params of `item/agentMessage/delta`: more text of a message. */
export type AgentMessageDeltaNotification = z.infer<typeof AgentMessageDeltaNotification>;

export const PlanDeltaNotification = z.object({ ...ofItem, delta: z.string() });
/** Params of `item/plan/delta`: more text of a proposed plan. */
export type PlanDeltaNotification = z.infer<typeof PlanDeltaNotification>;

export const ReasoningSummaryTextDeltaNotification = z.object({
  ...ofItem,
  delta: z.string(),
  summaryIndex: Int64,
});
/** Params of `item/reasoning/summaryTextDelta`: more text of one part of the summary. */
export type ReasoningSummaryTextDeltaNotification = z.infer<typeof ReasoningSummaryTextDeltaNotification>;

export const ReasoningSummaryPartAddedNotification = z.object({ ...ofItem, summaryIndex: Int64 });
/** Params of `item/reasoning/summaryPartAdded`: a new part of the summary. */
export type ReasoningSummaryPartAddedNotification = z.infer<typeof ReasoningSummaryPartAddedNotification>;

export const ReasoningTextDeltaNotification = z.object({ ...ofItem, contentIndex: Int64, delta: z.string() });
/** Params of `item/reasoning/textDelta`: more raw reasoning. */
export type ReasoningTextDeltaNotification = z.infer<typeof ReasoningTextDeltaNotification>;

export const CommandExecutionOutputDeltaNotification = z.object({ ...ofItem, delta: z.string() });
/** Params of `item/commandExecution/outputDelta`: more output of a command, as text. */
export type CommandExecutionOutputDeltaNotification = z.infer<typeof CommandExecutionOutputDeltaNotification>;

export const TerminalInteractionNotification = z.object({
  ...ofItem,
  processId: z.string(),
  stdin: z.string(),
});
/** Params of `item/commandExecution/terminalInteraction`: the agent wrote to a running command. */
export type TerminalInteractionNotification = z.infer<typeof TerminalInteractionNotification>;

export const FileChangeOutputDeltaNotification = z.object({ ...ofItem, delta: z.string() });
/** Params of `item/fileChange/outputDelta`: more output of a patch. */
export type FileChangeOutputDeltaNotification = z.infer<typeof FileChangeOutputDeltaNotification>;

export const McpToolCallProgressNotification = z.object({ ...ofItem, message: z.string() });
/** Params of `item/mcpToolCall/progress`: what an MCP server says while it works. */
export type McpToolCallProgressNotification = z.infer<typeof McpToolCallProgressNotification>;
