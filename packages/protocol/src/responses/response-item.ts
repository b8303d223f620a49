/** Items of the Responses API: what the model reads and writes, and what a rollout keeps. */
import * as z from "zod/mini";
import { Uint64 } from "../numbers.ts";
import { isCommonItem } from "./common-item.ts";

export const ContentItem = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("input_text"), text: z.string() }),
  z.looseObject({ type: z.literal("input_image"), image_url: z.string() }),
  z.looseObject({ type: z.literal("output_text"), text: z.string() }),
]);
/** One part of a message. */
export type ContentItem = z.infer<typeof ContentItem>;

export const MessagePhase = z.enum(["commentary", "final_answer"]);
/** Whether a message is said on the way or as the answer. */
export type MessagePhase = z.infer<typeof MessagePhase>;

export const MessageItem = z.looseObject({
  type: z.literal("message"),
  id: z.optional(z.string()),
  role: z.string(),
  content: z.array(ContentItem),
  end_turn: z.optional(z.boolean()),
  phase: z.optional(MessagePhase),
});
/** A message of the user, the developer or the assistant. */
export type MessageItem = z.infer<typeof MessageItem>;

export const ReasoningItemReasoningSummary = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("summary_text"), text: z.string() }),
]);
/** One part of the summary. */
export type ReasoningItemReasoningSummary = z.infer<typeof ReasoningItemReasoningSummary>;

export const ReasoningItemContent = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("reasoning_text"), text: z.string() }),
  z.looseObject({ type: z.literal("text"), text: z.string() }),
]);
/** One part of the reasoning itself. */
export type ReasoningItemContent = z.infer<typeof ReasoningItemContent>;

export const ReasoningItem = z.looseObject({
  type: z.literal("reasoning"),
  id: z.optional(z.string()),
  summary: z.array(ReasoningItemReasoningSummary),
  content: z.nullish(z.array(ReasoningItemContent)),
  encrypted_content: z.nullish(z.string()),
});
/** The model's reasoning, usually encrypted, with a summary for people. */
export type ReasoningItem = z.infer<typeof ReasoningItem>;

export const LocalShellStatus = z.enum(["completed", "in_progress", "incomplete"]);
/** How far the call has come. */
export type LocalShellStatus = z.infer<typeof LocalShellStatus>;

export const LocalShellAction = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("exec"),
    command: z.array(z.string()),
    timeout_ms: z.nullish(Uint64),
    working_directory: z.nullish(z.string()),
    env: z.nullish(z.record(z.string(), z.string())),
    user: z.nullish(z.string()),
  }),
]);
/** What the API's own shell tool is to do. */
export type LocalShellAction = z.infer<typeof LocalShellAction>;

export const LocalShellCallItem = z.looseObject({
  type: z.literal("local_shell_call"),
  id: z.optional(z.string()),
  call_id: z.nullish(z.string()),
  status: LocalShellStatus,
  action: LocalShellAction,
});
/** A shell call of the API's own shell tool. */
export type LocalShellCallItem = z.infer<typeof LocalShellCallItem>;

export const FunctionCallItem = z.looseObject({
  type: z.literal("function_call"),
  id: z.optional(z.string()),
  name: z.string(),
  /** JSON text as the model wrote it; not checked here. */
  arguments: z.string(),
  call_id: z.string(),
});
/** A call of a function tool. */
export type FunctionCallItem = z.infer<typeof FunctionCallItem>;

export const ToolOutputContent = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("input_text"), text: z.string() }),
  z.looseObject({ type: z.literal("input_image"), image_url: z.string() }),
]);
/** One part of a tool output that is a list. */
export type ToolOutputContent = z.infer<typeof ToolOutputContent>;

export const ToolOutput = z.union([z.string(), z.array(ToolOutputContent)]);
/** A tool's output as the model is shown it: text, or a list with images. */
export type ToolOutput = z.infer<typeof ToolOutput>;

export const FunctionCallOutputItem = z.looseObject({
  type: z.literal("function_call_output"),
  call_id: z.string(),
  output: ToolOutput,
});
/** Our answer to a function or local shell call. */
export type FunctionCallOutputItem = z.infer<typeof FunctionCallOutputItem>;

export const CustomToolCallItem = z.looseObject({
  type: z.literal("custom_tool_call"),
  id: z.optional(z.string()),
  status: z.optional(z.string()),
  call_id: z.string(),
  name: z.string(),
  input: z.string(),
});
/** A call of a freeform tool. */
export type CustomToolCallItem = z.infer<typeof CustomToolCallItem>;

export const CustomToolCallOutputItem = z.looseObject({
  type: z.literal("custom_tool_call_output"),
  call_id: z.string(),
  output: z.string(),
});
/** Our answer to a freeform call. */
export type CustomToolCallOutputItem = z.infer<typeof CustomToolCallOutputItem>;

export const WebSearchAction = z.looseObject({
  type: z.string(),
  query: z.optional(z.string()),
  queries: z.optional(z.array(z.string())),
  url: z.optional(z.string()),
  pattern: z.optional(z.string()),
});
/** What the server-side web search did: `search`, `open_page`, `find_in_page`, or `other`. */
export type WebSearchAction = z.infer<typeof WebSearchAction>;

export const WebSearchCallItem = z.looseObject({
  type: z.literal("web_search_call"),
  id: z.optional(z.string()),
  status: z.optional(z.string()),
  action: z.optional(WebSearchAction),
});
/** A search that the server ran for the model. */
export type WebSearchCallItem = z.infer<typeof WebSearchCallItem>;

export const CompactionItem = z.looseObject({
  type: z.enum(["compaction", "compaction_summary"]),
  encrypted_content: z.string(),
});
/** A server-side summary of earlier history. */
export type CompactionItem = z.infer<typeof CompactionItem>;

export const GhostCommit = z.looseObject({
  id: z.string(),
  parent: z.nullish(z.string()),
  /** What was there before and must survive an undo. */
  preexisting_untracked_files: z.optional(z.array(z.string())),
  preexisting_untracked_dirs: z.optional(z.array(z.string())),
});
/** A commit that no branch points to. */
export type GhostCommit = z.infer<typeof GhostCommit>;

export const GhostSnapshotItem = z.looseObject({
  type: z.literal("ghost_snapshot"),
  ghost_commit: GhostCommit,
});
/** A commit of the work tree taken before edits; kept in rollouts, never sent to the model. */
export type GhostSnapshotItem = z.infer<typeof GhostSnapshotItem>;

export const ResponseItem = z.discriminatedUnion("type", [
  MessageItem,
  ReasoningItem,
  LocalShellCallItem,
  FunctionCallItem,
  FunctionCallOutputItem,
  CustomToolCallItem,
  CustomToolCallOutputItem,
  WebSearchCallItem,
  CompactionItem,
  GhostSnapshotItem,
]);
/** An item that the model sees or made. Fields that we do not know survive in place. */
export type ResponseItem = z.infer<typeof ResponseItem>;

/** Reads an item; undefined when its type is unknown or a field has the wrong shape. */
export function parseResponseItem(value: unknown): ResponseItem | undefined {
  if (isCommonItem(value)) return value as ResponseItem;
  const parsed = ResponseItem.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
