/** The units of a turn as clients of the app-server see them. */
import * as z from "zod/mini";
import { Int32, Int64 } from "../../numbers.ts";
import { UserInput } from "./user-input.ts";

export const CommandAction = z.discriminatedUnion("type", [
  z.object({ type: z.literal("read"), name: z.string(), command: z.string(), path: z.string() }),
  z.object({ type: z.literal("listFiles"), command: z.string(), path: z.nullable(z.string()) }),
  z.object({
    type: z.literal("search"),
    query: z.nullable(z.string()),
    command: z.string(),
    path: z.nullable(z.string()),
  }),
  z.object({ type: z.literal("unknown"), command: z.string() }),
]);
/** What one step of a command line does. */
export type CommandAction = z.infer<typeof CommandAction>;

export const PatchChangeKind = z.discriminatedUnion("type", [
  z.object({ type: z.literal("add") }),
  z.object({ type: z.literal("delete") }),
  z.object({ type: z.literal("update"), move_path: z.nullable(z.string()) }),
]);
/** What happens to a file. */
export type PatchChangeKind = z.infer<typeof PatchChangeKind>;

export const FileUpdateChange = z.object({
  /** Absolute. */
  path: z.string(),
  /** The content for add and delete, a unified diff for update. */
  diff: z.string(),
  kind: PatchChangeKind,
});
/** What a patch does to one file. */
export type FileUpdateChange = z.infer<typeof FileUpdateChange>;

export const WebSearchAction = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("search"),
    query: z.nullable(z.string()),
    queries: z.nullable(z.array(z.string())),
  }),
  z.object({ type: z.literal("openPage"), url: z.nullable(z.string()) }),
  z.object({ type: z.literal("findInPage"), pattern: z.nullable(z.string()), url: z.nullable(z.string()) }),
  z.object({ type: z.literal("other") }),
]);
/** What the server-side search did. */
export type WebSearchAction = z.infer<typeof WebSearchAction>;

export const CommandExecutionStatus = z.enum(["inProgress", "completed", "failed", "declined"]);
/** How far a command has come. */
export type CommandExecutionStatus = z.infer<typeof CommandExecutionStatus>;

export const PatchApplyStatus = z.enum(["inProgress", "completed", "failed", "declined"]);
/** How far a patch has come. */
export type PatchApplyStatus = z.infer<typeof PatchApplyStatus>;

export const McpToolCallStatus = z.enum(["inProgress", "completed", "failed"]);
/** How far a call has come. */
export type McpToolCallStatus = z.infer<typeof McpToolCallStatus>;

export const McpToolCallResult = z.object({
  content: z.array(z.unknown()),
  structuredContent: z.optional(z.unknown()),
});
/** What a tool answered. */
export type McpToolCallResult = z.infer<typeof McpToolCallResult>;

export const McpToolCallError = z.object({ message: z.string() });
/** Why a call could not be made. */
export type McpToolCallError = z.infer<typeof McpToolCallError>;

export const CollabAgentTool = z.enum(["spawnAgent", "sendInput", "resumeAgent", "wait", "closeAgent"]);
/** What is done with a sub-agent. */
export type CollabAgentTool = z.infer<typeof CollabAgentTool>;

export const CollabAgentToolCallStatus = z.enum(["inProgress", "completed", "failed"]);
/** How far the call has come. */
export type CollabAgentToolCallStatus = z.infer<typeof CollabAgentToolCallStatus>;

export const CollabAgentStatus = z.enum([
  "pendingInit",
  "running",
  "completed",
  "errored",
  "shutdown",
  "notFound",
]);
/** What a sub-agent is doing. */
export type CollabAgentStatus = z.infer<typeof CollabAgentStatus>;

export const CollabAgentState = z.object({ status: CollabAgentStatus, message: z.nullable(z.string()) });
/** A sub-agent's last known state. */
export type CollabAgentState = z.infer<typeof CollabAgentState>;

/** A command that was run; 0.99.0 publishes it only as a variant of items. */
export const CommandExecution = z.object({
  type: z.literal("commandExecution"),
  id: z.string(),
  command: z.string(),
  cwd: z.string(),
  status: CommandExecutionStatus,
  /** `userShell` for a command that the user typed; absent for all others. */
  source: z.exactOptional(z.literal("userShell")),
  commandActions: z.array(CommandAction),
  aggregatedOutput: z.nullable(z.string()),
  durationMs: z.nullable(Int64),
  exitCode: z.nullable(Int32),
  processId: z.nullable(z.string()),
});

export const ThreadItem = z.discriminatedUnion("type", [
  z.object({ type: z.literal("userMessage"), id: z.string(), content: z.array(UserInput) }),
  z.object({ type: z.literal("agentMessage"), id: z.string(), text: z.string() }),
  z.object({ type: z.literal("plan"), id: z.string(), text: z.string() }),
  z.object({
    type: z.literal("reasoning"),
    id: z.string(),
    content: z._default(z.array(z.string()), []),
    summary: z._default(z.array(z.string()), []),
  }),
  CommandExecution,
  z.object({
    type: z.literal("fileChange"),
    id: z.string(),
    status: PatchApplyStatus,
    changes: z.array(FileUpdateChange),
  }),
  z.object({
    type: z.literal("mcpToolCall"),
    id: z.string(),
    server: z.string(),
    tool: z.string(),
    status: McpToolCallStatus,
    arguments: z.unknown(),
    durationMs: z.nullable(Int64),
    error: z.nullable(McpToolCallError),
    result: z.nullable(McpToolCallResult),
  }),
  z.object({
    type: z.literal("collabAgentToolCall"),
    id: z.string(),
    tool: CollabAgentTool,
    status: CollabAgentToolCallStatus,
    agentsStates: z.record(z.string(), CollabAgentState),
    receiverThreadIds: z.array(z.string()),
    senderThreadId: z.string(),
    prompt: z.nullable(z.string()),
  }),
  z.object({
    type: z.literal("webSearch"),
    id: z.string(),
    query: z.string(),
    action: z.nullable(WebSearchAction),
  }),
  z.object({ type: z.literal("imageView"), id: z.string(), path: z.string() }),
  z.object({ type: z.literal("enteredReviewMode"), id: z.string(), review: z.string() }),
  z.object({ type: z.literal("exitedReviewMode"), id: z.string(), review: z.string() }),
  z.object({ type: z.literal("contextCompaction"), id: z.string() }),
]);
/** A message, a command, a patch, a search or another unit of a turn. */
export type ThreadItem = z.infer<typeof ThreadItem>;
/** The item with a given tag. */
export type ThreadItemOf<Type extends ThreadItem["type"]> = Extract<ThreadItem, { type: Type }>;
/** A command that the agent ran. */
export type CommandExecutionItem = ThreadItemOf<"commandExecution">;
/** A patch. */
export type FileChangeItem = ThreadItemOf<"fileChange">;
