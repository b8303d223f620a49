/** The events of `codex exec --json`: one JSON object a line on stdout. */
import * as z from "zod/mini";
import { Int32, Int64 } from "../numbers.ts";

const id = z.string();

export const ExecCollabAgentState = z.object({
  status: z.enum(["pending_init", "running", "completed", "errored", "shutdown", "not_found"]),
  message: z.nullable(z.string()),
});
/** A sub-agent's last known state. */
export type ExecCollabAgentState = z.infer<typeof ExecCollabAgentState>;

export const ExecThreadItem = z.discriminatedUnion("type", [
  z.object({ id, type: z.literal("agent_message"), text: z.string() }),
  z.object({ id, type: z.literal("reasoning"), text: z.string() }),
  z.object({
    id,
    type: z.literal("command_execution"),
    command: z.string(),
    aggregated_output: z.string(),
    exit_code: z.nullable(Int32),
    status: z.enum(["in_progress", "completed", "failed", "declined"]),
  }),
  z.object({
    id,
    type: z.literal("file_change"),
    changes: z.array(z.object({ path: z.string(), kind: z.enum(["add", "delete", "update"]) })),
    status: z.enum(["in_progress", "completed", "failed"]),
  }),
  z.object({
    id,
    type: z.literal("mcp_tool_call"),
    server: z.string(),
    tool: z.string(),
    arguments: z.unknown(),
    result: z.nullable(z.object({ content: z.array(z.unknown()), structured_content: z.unknown() })),
    error: z.nullable(z.object({ message: z.string() })),
    status: z.enum(["in_progress", "completed", "failed"]),
  }),
  z.object({
    id,
    type: z.literal("collab_tool_call"),
    tool: z.enum(["spawn_agent", "send_input", "wait", "close_agent"]),
    sender_thread_id: z.string(),
    receiver_thread_ids: z.array(z.string()),
    prompt: z.nullable(z.string()),
    /** By thread id. */
    agents_states: z.record(z.string(), ExecCollabAgentState),
    status: z.enum(["in_progress", "completed", "failed"]),
  }),
  z.object({
    id,
    type: z.literal("web_search"),
    query: z.string(),
    action: z.looseObject({ type: z.string() }),
  }),
  z.object({
    id,
    type: z.literal("todo_list"),
    items: z.array(z.object({ text: z.string(), completed: z.boolean() })),
  }),
  z.object({ id, type: z.literal("error"), message: z.string() }),
]);
/** A unit of work as exec reports it. */
export type ExecThreadItem = z.infer<typeof ExecThreadItem>;

export const ExecThreadEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("thread.started"), thread_id: z.string() }),
  z.object({ type: z.literal("turn.started") }),
  z.object({
    type: z.literal("turn.completed"),
    usage: z.object({
      input_tokens: Int64,
      cached_input_tokens: Int64,
      output_tokens: Int64,
    }),
  }),
  z.object({ type: z.literal("turn.failed"), error: z.object({ message: z.string() }) }),
  z.object({ type: z.literal("item.started"), item: ExecThreadItem }),
  z.object({ type: z.literal("item.updated"), item: ExecThreadItem }),
  z.object({ type: z.literal("item.completed"), item: ExecThreadItem }),
  z.object({ type: z.literal("error"), message: z.string() }),
]);
/** One line of the stream. Null fields are written. */
export type ExecThreadEvent = z.infer<typeof ExecThreadEvent>;
