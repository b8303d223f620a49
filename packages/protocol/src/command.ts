/** What a command does, in words that a user interface can show. */
import * as z from "zod/mini";

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

export const PlanStep = z.object({
  step: z.string(),
  status: z.enum(["pending", "in_progress", "completed"]),
});
/** One step of the model's plan. */
export type PlanStep = z.infer<typeof PlanStep>;

export const ReviewDecision = z.union([
  z.enum(["approved", "approved_for_session", "denied", "abort"]),
  z.object({
    approved_execpolicy_amendment: z.object({ proposed_execpolicy_amendment: z.array(z.string()) }),
  }),
]);
/** The user's answer to an approval. */
export type ReviewDecision = z.infer<typeof ReviewDecision>;

export const Duration = z.object({ secs: z.number(), nanos: z.number() });
/** A time span as events carry it. */
export type Duration = z.infer<typeof Duration>;
