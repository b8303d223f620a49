/** `close_agent`: ends an agent. */
import * as z from "zod/mini";
import { failedOutput, textOutput } from "../tool.ts";
import { agentTool, readId } from "./agent-call.ts";

/** `close_agent`. */
export const closeAgent = agentTool({
  name: "close_agent",
  arguments: z.object({ id: z.string() }),
  properties: { id: { type: "string" } },
  required: ["id"],
  async run({ args, callId }, { agents, events }, turn) {
    const to = readId(args.id);
    if (!to.ok) return failedOutput(to.text);
    const call = { call_id: callId, sender_thread_id: turn.threadId, receiver_thread_id: to.id };
    events.emit({ type: "collab_close_begin", ...call });
    const status = await agents.close(to.id);
    events.emit({ type: "collab_close_end", ...call, status });
    if (status === "not_found") return failedOutput(`agent with id ${to.id} not found`);
    return textOutput(JSON.stringify({ status }));
  },
});
