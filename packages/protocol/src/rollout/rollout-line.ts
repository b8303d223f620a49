/** The lines of a rollout file: `{timestamp, type, payload}`, one JSON object each. */
import * as z from "zod/mini";
import { EventMsg } from "../event/event-msg.ts";
import { ResponseItem } from "../responses/response-item.ts";
import { CollaborationMode } from "../settings/collaboration-mode.ts";
import { Personality, ReasoningEffort, ReasoningSummary } from "../settings/model-settings.ts";
import { ApprovalPolicy } from "../settings/policies.ts";
import { SandboxPolicy } from "../settings/sandbox-policy.ts";
import { TruncationPolicy } from "../settings/truncation-policy.ts";

export const GitInfo = z.object({
  commit_hash: z.optional(z.string()),
  branch: z.optional(z.string()),
  repository_url: z.optional(z.string()),
});
/** Where a repository stood when the thread was first written. */
export type GitInfo = z.infer<typeof GitInfo>;

export const SessionMeta = z.looseObject({
  id: z.string(),
  forked_from_id: z.optional(z.nullable(z.string())),
  timestamp: z.string(),
  cwd: z.string(),
  originator: z.string(),
  cli_version: z.string(),
  /** Kept as read: an unknown source is not an error. */
  source: z._default(z.unknown(), "vscode"),
  model_provider: z.optional(z.nullable(z.string())),
  base_instructions: z.optional(z.nullable(z.looseObject({ text: z.string() }))),
  dynamic_tools: z.nullish(z.readonly(z.array(z.unknown()))),
  git: z.optional(z.nullable(GitInfo)),
});
/** The first line of a rollout. */
export type SessionMeta = z.infer<typeof SessionMeta>;

export const TurnContextItem = z.looseObject({
  cwd: z.string(),
  approval_policy: ApprovalPolicy,
  sandbox_policy: SandboxPolicy,
  model: z.string(),
  personality: z.optional(z.nullable(Personality)),
  collaboration_mode: z.optional(z.nullable(CollaborationMode)),
  effort: z.optional(z.nullable(ReasoningEffort)),
  summary: ReasoningSummary,
  user_instructions: z.optional(z.nullable(z.string())),
  developer_instructions: z.optional(z.nullable(z.string())),
  final_output_json_schema: z.optional(z.unknown()),
  truncation_policy: z.optional(z.nullable(TruncationPolicy)),
});
/** The settings of one model request. */
export type TurnContextItem = z.infer<typeof TurnContextItem>;

export const CompactedItem = z.looseObject({
  message: z.string(),
  replacement_history: z.optional(z.nullable(z.array(ResponseItem))),
});
/** A compaction: what replaced the history before it. */
export type CompactedItem = z.infer<typeof CompactedItem>;

export const RolloutItem = z.discriminatedUnion("type", [
  z.object({ type: z.literal("session_meta"), payload: SessionMeta }),
  z.object({ type: z.literal("response_item"), payload: ResponseItem }),
  z.object({ type: z.literal("compacted"), payload: CompactedItem }),
  z.object({ type: z.literal("turn_context"), payload: TurnContextItem }),
  z.object({ type: z.literal("event_msg"), payload: EventMsg }),
]);
/** What a line holds, without its time. */
export type RolloutItem = z.infer<typeof RolloutItem>;

export const RolloutLine = z.intersection(z.object({ timestamp: z.string() }), RolloutItem);
/** A whole line; `timestamp` is the UTC time of writing with milliseconds. */
export type RolloutLine = z.infer<typeof RolloutLine>;
