/** `spawn_agent`: a task for another thread. */
import * as z from "zod/mini";
import { failedOutput, textOutput } from "../tool.ts";
import { agentTool, inputProperties, inputShape, readInput } from "./agent-call.ts";

/** `spawn_agent`. */
export const spawnAgent = agentTool({
  name: "spawn_agent",
  arguments: z.object({
    ...inputShape,
    agent_type: z.optional(z.nullable(z.enum(["default", "explorer", "worker"]))),
  }),
  properties: { ...inputProperties, agent_type: { type: "string" } },
  required: [],
  async run({ args, callId }, { agents, events }, turn) {
    const read = readInput(args);
    if (!read.ok) return failedOutput(read.text);
    const { input, prompt } = read;
    const call = { call_id: callId, sender_thread_id: turn.threadId, prompt };
    events.emit({ type: "collab_agent_spawn_begin", ...call });
    const spawned = agents.spawn({ role: args.agent_type ?? "default", input }, turn);
    const id = spawned.kind === "spawned" ? spawned.id : undefined;
    events.emit({
      type: "collab_agent_spawn_end",
      ...call,
      new_thread_id: id ?? null,
      status: id === undefined ? "not_found" : agents.status(id),
    });
    return spawned.kind === "spawned"
      ? textOutput(JSON.stringify({ agent_id: id }))
      : failedOutput(spawned.reason);
  },
});
