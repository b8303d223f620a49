/** Events of a turn's course: start, end, errors, usage. */
import * as z from "zod/mini";
import { CodexErrorInfo } from "../error-info.ts";
import { Int64, Uint32 } from "../numbers.ts";
import { RateLimitSnapshot, TokenUsageInfo } from "../responses/usage.ts";
import { ModeKind } from "../settings/mode-kind.ts";

export const TurnAbortReason = z.enum(["interrupted", "replaced", "review_ended"]);
/** Why a turn ended early. */
export type TurnAbortReason = z.infer<typeof TurnAbortReason>;

export const turnEvents = [
  z.object({
    type: z.literal("error"),
    message: z.string(),
    codex_error_info: z.optional(z.nullable(CodexErrorInfo)),
  }),
  z.object({ type: z.literal("warning"), message: z.string() }),
  z.object({
    type: z.literal("stream_error"),
    message: z.string(),
    codex_error_info: z.optional(z.nullable(CodexErrorInfo)),
    additional_details: z.optional(z.nullable(z.string())),
  }),
  z.object({
    type: z.literal("task_started"),
    model_context_window: z.nullish(Int64),
    collaboration_mode_kind: z._default(ModeKind, "default"),
  }),
  z.object({
    type: z.literal("task_complete"),
    last_agent_message: z.optional(z.nullable(z.string())),
  }),
  z.object({ type: z.literal("turn_aborted"), reason: TurnAbortReason }),
  z.object({
    type: z.literal("token_count"),
    info: z._default(z.nullable(TokenUsageInfo), null),
    rate_limits: z._default(z.nullable(RateLimitSnapshot), null),
  }),
  z.object({ type: z.literal("context_compacted") }),
  z.object({ type: z.literal("thread_rolled_back"), num_turns: Uint32 }),
  z.object({ type: z.literal("background_event"), message: z.string() }),
  z.object({
    type: z.literal("deprecation_notice"),
    summary: z.string(),
    details: z.optional(z.nullable(z.string())),
  }),
  z.object({ type: z.literal("shutdown_complete") }),
] as const;
