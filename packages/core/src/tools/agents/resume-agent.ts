/** `resume_agent`: a closed agent is opened again. */
import { reasonOf } from "@codex-ts/std";
import * as z from "zod/mini";
import { failedOutput, textOutput } from "../tool.ts";
import { agentTool, readId } from "./agent-call.ts";

/** `resume_agent`. */
export const resumeAgent = agentTool({
  name: "resume_agent",
  arguments: z.object({ id: z.string() }),
  properties: { id: { type: "string" } },
  required: ["id"],
  async run({ args, callId }, { agents, events }, turn, signal) {
    const to = readId(args.id);
    if (!to.ok) return failedOutput(to.text);
    const call = { call_id: callId, sender_thread_id: turn.threadId, receiver_thread_id: to.id };
    events.emit({ type: "collab_resume_begin", ...call });
    const resumed = await agents.resume(to.id, turn, signal).catch((error: unknown) => ({
      kind: "refused" as const,
      reason: `the agent could not be resumed: ${reasonOf(error)}`,
    }));
    const status = agents.status(to.id);
    events.emit({ type: "collab_resume_end", ...call, status });
    signal.throwIfAborted();
    return resumed.kind === "open" ? textOutput(JSON.stringify({ status })) : failedOutput(resumed.reason);
  },
});
