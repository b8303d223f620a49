/** What a command does, in words that a user interface can show. */
import * as z from "zod/mini";
import { Uint32, Uint64 } from "./numbers.ts";

export const ParsedCommand = z.discriminatedUnion("type", [
  z.object({ type: z.literal("read"), cmd: z.string(), name: z.string(), path: z.string() }),
  z.object({ type: z.literal("list_files"), cmd: z.string(), path: z.optional(z.nullable(z.string())) }),
  z.object({
    type: z.literal("search"),
    cmd: z.string(),
    query: z.optional(z.nullable(z.string())),
    path: z.optional(z.nullable(z.string())),
  }),
  z.object({ type: z.literal("unknown"), cmd: z.string() }),
]);
/** One step of a command line, classified. */
export type ParsedCommand = z.infer<typeof ParsedCommand>;

export const ExecCommandSource = z.enum([
  "agent",
  "user_shell",
  "unified_exec_startup",
  "unified_exec_interaction",
]);
/** Who started a command. */
export type ExecCommandSource = z.infer<typeof ExecCommandSource>;

export const ExecOutputStream = z.enum(["stdout", "stderr"]);
/** One of a command's two outputs. */
export type ExecOutputStream = z.infer<typeof ExecOutputStream>;

export const FileChange = z.discriminatedUnion("type", [
  z.object({ type: z.literal("add"), content: z.string() }),
  z.object({ type: z.literal("delete"), content: z.string() }),
  z.object({
    type: z.literal("update"),
    unified_diff: z.string(),
    move_path: z.optional(z.nullable(z.string())),
  }),
]);
/** What a patch does to one file. `unified_diff` has one line of context and no file headers. */
export type FileChange = z.infer<typeof FileChange>;

export const ReviewDecision = z.union([
  z.enum(["approved", "approved_for_session", "denied", "abort"]),
  z.strictObject({
    approved_execpolicy_amendment: z.object({ proposed_execpolicy_amendment: z.array(z.string()) }),
  }),
]);
/** The user's answer to an approval. */
export type ReviewDecision = z.infer<typeof ReviewDecision>;

export const Duration = z.object({ secs: Uint64, nanos: Uint32 });
/** A time span as events carry it. */
export type Duration = z.infer<typeof Duration>;
