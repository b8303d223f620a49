/** Events about work: commands, patches, plans, images, approvals. */
import * as z from "zod/mini";
import { Duration, ExecCommandSource, ExecOutputStream, FileChange, ParsedCommand } from "../command.ts";
import { Int32 } from "../numbers.ts";
import { PlanStep } from "../plan-step.ts";

const execFields = {
  call_id: z.string(),
  process_id: z.optional(z.nullable(z.string())),
  turn_id: z.string(),
  command: z.array(z.string()),
  cwd: z.string(),
  parsed_cmd: z.array(ParsedCommand),
  source: z._default(ExecCommandSource, "agent"),
  interaction_input: z.optional(z.nullable(z.string())),
};
const changes = z.record(z.string(), FileChange);

export const toolEvents = [
  z.object({ type: z.literal("exec_command_begin"), ...execFields }),
  z.object({
    type: z.literal("exec_command_output_delta"),
    call_id: z.string(),
    stream: ExecOutputStream,
    /** Base64 of the bytes. */
    chunk: z.string(),
  }),
  z.object({
    type: z.literal("terminal_interaction"),
    call_id: z.string(),
    process_id: z.string(),
    stdin: z.string(),
  }),
  z.object({
    type: z.literal("exec_command_end"),
    ...execFields,
    stdout: z.string(),
    stderr: z.string(),
    aggregated_output: z._default(z.string(), ""),
    exit_code: Int32,
    duration: Duration,
    formatted_output: z.string(),
  }),
  z.object({
    type: z.literal("exec_approval_request"),
    call_id: z.string(),
    turn_id: z._default(z.string(), ""),
    command: z.array(z.string()),
    cwd: z.string(),
    reason: z.optional(z.nullable(z.string())),
    proposed_execpolicy_amendment: z.optional(z.nullable(z.array(z.string()))),
    parsed_cmd: z.array(ParsedCommand),
  }),
  z.object({
    type: z.literal("apply_patch_approval_request"),
    call_id: z.string(),
    turn_id: z._default(z.string(), ""),
    changes,
    reason: z.optional(z.nullable(z.string())),
    grant_root: z.optional(z.nullable(z.string())),
  }),
  z.object({
    type: z.literal("patch_apply_begin"),
    call_id: z.string(),
    turn_id: z._default(z.string(), ""),
    auto_approved: z.boolean(),
    changes,
  }),
  z.object({
    type: z.literal("patch_apply_end"),
    call_id: z.string(),
    turn_id: z._default(z.string(), ""),
    stdout: z.string(),
    stderr: z.string(),
    success: z.boolean(),
    changes: z._default(changes, {}),
  }),
  z.object({ type: z.literal("turn_diff"), unified_diff: z.string() }),
  z.object({
    type: z.literal("plan_update"),
    explanation: z.optional(z.nullable(z.string())),
    plan: z.array(PlanStep),
  }),
  z.object({ type: z.literal("view_image_tool_call"), call_id: z.string(), path: z.string() }),
] as const;
