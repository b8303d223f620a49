/** Events about the session itself. */
import * as z from "zod/mini";
import { ThreadId } from "../ids.ts";
import { Uint, Uint64 } from "../numbers.ts";
import { ReasoningEffort } from "../settings/model-settings.ts";
import { ApprovalPolicy } from "../settings/policies.ts";
import { SandboxPolicy } from "../settings/sandbox-policy.ts";

export const SessionNetworkProxyRuntime = z.object({
  http_addr: z.string(),
  socks_addr: z.string(),
  admin_addr: z.string(),
});
/** Addresses of the managed proxy. */
export type SessionNetworkProxyRuntime = z.infer<typeof SessionNetworkProxyRuntime>;

/** An event inside of an event: read no further than its tag, which also keeps unknown ones. */
export const InitialMessage = z.looseObject({ type: z.string() });

export const sessionEvents = [
  z.object({
    type: z.literal("session_configured"),
    session_id: ThreadId,
    forked_from_id: z.nullish(ThreadId),
    thread_name: z.optional(z.nullable(z.string())),
    model: z.string(),
    model_provider_id: z.string(),
    approval_policy: ApprovalPolicy,
    sandbox_policy: SandboxPolicy,
    cwd: z.string(),
    reasoning_effort: z.optional(z.nullable(ReasoningEffort)),
    history_log_id: Uint64,
    history_entry_count: Uint,
    /** The persisted events of a resumed thread. */
    initial_messages: z.nullish(z.array(InitialMessage)),
    /** Where the managed proxy listens, when there is one. */
    network_proxy: z.nullish(SessionNetworkProxyRuntime),
    rollout_path: z.optional(z.nullable(z.string())),
  }),
  z.object({
    type: z.literal("thread_name_updated"),
    thread_id: ThreadId,
    thread_name: z.optional(z.nullable(z.string())),
  }),
] as const;
