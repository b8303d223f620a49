/** The units of a turn as clients of the app-server see them. */
import * as z from "zod/mini";
import { UserInput } from "./user-input.ts";

const id = z.string();
const nullable = { string: z.nullable(z.string()), number: z.nullable(z.number()) };

export const CommandAction = z.discriminatedUnion("type", [
  z.object({ type: z.literal("read"), command: z.string(), name: z.string(), path: z.string() }),
  z.object({ type: z.literal("listFiles"), command: z.string(), path: nullable.string }),
  z.object({
    type: z.literal("search"),
    command: z.string(),
    query: nullable.string,
    path: nullable.string,
  }),
  z.object({ type: z.literal("unknown"), command: z.string() }),
]);
/** What one step of a command line does. */
export type CommandAction = z.infer<typeof CommandAction>;

export const FileUpdateChange = z.object({
  /** Absolute. */
  path: z.string(),
  kind: z.discriminatedUnion("type", [
    z.object({ type: z.literal("add") }),
    z.object({ type: z.literal("delete") }),
    z.object({ type: z.literal("update"), move_path: nullable.string }),
  ]),
  /** The content for add and delete, a unified diff for update. */
  diff: z.string(),
});
/** What a patch does to one file. */
export type FileUpdateChange = z.infer<typeof FileUpdateChange>;

export const WebSearchAction = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("search"),
    query: nullable.string,
    queries: z.nullable(z.array(z.string())),
  }),
  z.object({ type: z.literal("openPage"), url: nullable.string }),
  z.object({ type: z.literal("findInPage"), url: nullable.string, pattern: nullable.string }),
  z.object({ type: z.literal("other") }),
]);
/** What the server-side search did. */
export type WebSearchAction = z.infer<typeof WebSearchAction>;

export const CommandExecutionItem = z.object({
  type: z.literal("commandExecution"),
  id,
  /** The shell-quoted argv. */
  command: z.string(),
  cwd: z.string(),
  processId: nullable.string,
  status: z.enum(["inProgress", "completed", "failed", "declined"]),
  commandActions: z.array(CommandAction),
  aggregatedOutput: nullable.string,
  exitCode: nullable.number,
  durationMs: nullable.number,
});
/** A command that the agent ran. */
export type CommandExecutionItem = z.infer<typeof CommandExecutionItem>;

export const FileChangeItem = z.object({
  type: z.literal("fileChange"),
  id,
  /** Sorted by path. */
  changes: z.array(FileUpdateChange),
  status: z.enum(["inProgress", "completed", "failed", "declined"]),
});
/** A patch. */
export type FileChangeItem = z.infer<typeof FileChangeItem>;

export const ThreadItem = z.discriminatedUnion("type", [
  z.object({ type: z.literal("userMessage"), id, content: z.array(UserInput) }),
  z.object({ type: z.literal("agentMessage"), id, text: z.string() }),
  z.object({ type: z.literal("plan"), id, text: z.string() }),
  z.object({
    type: z.literal("reasoning"),
    id,
    summary: z.array(z.string()),
    content: z.array(z.string()),
  }),
  CommandExecutionItem,
  FileChangeItem,
  z.object({
    type: z.literal("webSearch"),
    id,
    query: z.string(),
    action: z.nullable(WebSearchAction),
  }),
  z.object({ type: z.literal("imageView"), id, path: z.string() }),
  z.object({ type: z.literal("contextCompaction"), id }),
]);
/** A message, a command, a patch, a search or another unit of a turn. */
export type ThreadItem = z.infer<typeof ThreadItem>;
/** The item with a given tag. */
export type ThreadItemOf<Type extends ThreadItem["type"]> = Extract<ThreadItem, { type: Type }>;
