/** Events about the session itself. */
import * as z from "zod/mini";
import { ReasoningEffort } from "../settings/model-settings.ts";
import { ApprovalPolicy, SandboxPolicy } from "../settings/policies.ts";

export const sessionEvents = [
  z.object({
    type: z.literal("session_configured"),
    session_id: z.string(),
    forked_from_id: z.optional(z.nullable(z.string())),
    thread_name: z.optional(z.nullable(z.string())),
    model: z.string(),
    model_provider_id: z.string(),
    approval_policy: ApprovalPolicy,
    sandbox_policy: SandboxPolicy,
    cwd: z.string(),
    reasoning_effort: z.optional(z.nullable(ReasoningEffort)),
    history_log_id: z.number(),
    history_entry_count: z.number(),
    /** The persisted events of a resumed thread. */
    initial_messages: z.optional(z.nullable(z.array(z.looseObject({ type: z.string() })))),
    rollout_path: z.optional(z.nullable(z.string())),
  }),
  z.object({
    type: z.literal("thread_name_updated"),
    thread_id: z.string(),
    thread_name: z.optional(z.nullable(z.string())),
  }),
] as const;
