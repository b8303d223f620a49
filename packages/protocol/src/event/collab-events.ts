/** Events about sub-agents: each call of a collaboration tool begins and ends. */
import * as z from "zod/mini";
import { AgentStatus } from "../agent-status.ts";
import { ThreadId } from "../ids.ts";

const call = { call_id: z.string(), sender_thread_id: ThreadId };
const callToOne = { ...call, receiver_thread_id: ThreadId };

export const collabEvents = [
  z.object({ type: z.literal("collab_agent_spawn_begin"), ...call, prompt: z.string() }),
  z.object({
    type: z.literal("collab_agent_spawn_end"),
    ...call,
    /** Null when no thread was opened. */
    new_thread_id: z.nullish(ThreadId),
    prompt: z.string(),
    status: AgentStatus,
  }),
  z.object({ type: z.literal("collab_agent_interaction_begin"), ...callToOne, prompt: z.string() }),
  z.object({
    type: z.literal("collab_agent_interaction_end"),
    ...callToOne,
    prompt: z.string(),
    status: AgentStatus,
  }),
  z.object({ type: z.literal("collab_waiting_begin"), ...call, receiver_thread_ids: z.array(ThreadId) }),
  /** `statuses` has those agents that came to an end, by thread id. */
  z.object({ type: z.literal("collab_waiting_end"), ...call, statuses: z.record(z.string(), AgentStatus) }),
  z.object({ type: z.literal("collab_close_begin"), ...callToOne }),
  /** `status` is the last one before the end. */
  z.object({ type: z.literal("collab_close_end"), ...callToOne, status: AgentStatus }),
  z.object({ type: z.literal("collab_resume_begin"), ...callToOne }),
  z.object({ type: z.literal("collab_resume_end"), ...callToOne, status: AgentStatus }),
] as const;
