/** `send_input`: more for an agent to do. */
import * as z from "zod/mini";
import { failedOutput, textOutput } from "../tool.ts";
import { agentTool, inputProperties, inputShape, readId, readInput } from "./agent-call.ts";

/** `send_input`. */
export const sendInput = agentTool({
  name: "send_input",
  arguments: z.object({ id: z.string(), ...inputShape, interrupt: z.optional(z.nullable(z.boolean())) }),
  properties: { ...inputProperties, id: { type: "string" }, interrupt: { type: "boolean" } },
  required: ["id"],
  async run({ args, callId }, { agents, events }, turn) {
    const to = readId(args.id);
    if (!to.ok) return failedOutput(to.text);
    const read = readInput(args);
    if (!read.ok) return failedOutput(read.text);
    const call = {
      call_id: callId,
      sender_thread_id: turn.threadId,
      receiver_thread_id: to.id,
      prompt: read.prompt,
    };
    events.emit({ type: "collab_agent_interaction_begin", ...call });
    const sent = agents.send(to.id, { input: read.input, isInterrupting: args.interrupt ?? false }, turn);
    events.emit({ type: "collab_agent_interaction_end", ...call, status: agents.status(to.id) });
    return sent.kind === "sent"
      ? textOutput(JSON.stringify({ submission_id: sent.submissionId }))
      : failedOutput(sent.reason);
  },
});
