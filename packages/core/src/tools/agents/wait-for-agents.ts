/** `wait`: until an agent is done. */
import type { AgentStatus, ThreadId } from "@codex-ts/protocol";
import * as z from "zod/mini";
import { type AgentPool, isFinal } from "../../ports/agents.ts";
import { failedOutput, textOutput } from "../tool.ts";
import { agentTool, readId } from "./agent-call.ts";

/** Milliseconds (Codex 0.99.0): short waits would have the model ask again and again. */
const TIMEOUT = { least: 10_000, most: 300_000, default: 30_000 };

/** `wait`. */
export const waitForAgents = agentTool({
  name: "wait",
  arguments: z.object({ ids: z.array(z.string()), timeout_ms: z.optional(z.nullable(z.number())) }),
  properties: { ids: { type: "array", items: { type: "string" } }, timeout_ms: { type: "number" } },
  required: ["ids"],
  async run({ args, callId }, { agents, events, commands }, turn, signal) {
    if (args.ids.length === 0) return failedOutput("ids must be non-empty");
    const ids: ThreadId[] = [];
    for (const each of args.ids) {
      const read = readId(each);
      if (!read.ok) return failedOutput(read.text);
      ids.push(read.id);
    }
    const wanted = args.timeout_ms ?? TIMEOUT.default;
    if (wanted <= 0) return failedOutput("timeout_ms must be greater than zero");
    const timeoutMs = Math.min(Math.max(wanted, TIMEOUT.least), TIMEOUT.most);
    const call = { call_id: callId, sender_thread_id: turn.threadId };
    events.emit({ type: "collab_waiting_begin", ...call, receiver_thread_ids: ids });
    const over = new AbortController();
    const timeout = commands.clock.sleep(timeoutMs, AbortSignal.any([signal, over.signal]));
    const statuses = await finalStatuses(agents, ids, timeout);
    over.abort(new Error("the wait is over"));
    events.emit({ type: "collab_waiting_end", ...call, statuses });
    signal.throwIfAborted();
    const isTimedOut = Object.keys(statuses).length === 0;
    return textOutput(JSON.stringify({ status: statuses, timed_out: isTimedOut }));
  },
});

/** The statuses of those that are done, as soon as one is; none when the time is over first. */
async function finalStatuses(
  agents: AgentPool,
  ids: readonly ThreadId[],
  timeout: Promise<void>,
): Promise<Record<string, AgentStatus>> {
  let isOver = false;
  const over = timeout.then(
    () => undefined,
    () => undefined,
  );
  void over.then(() => {
    isOver = true;
  });
  for (;;) {
    // Asked for before the statuses are read, so that no change falls in between.
    const change = agents.changed();
    const done = ids.map((id) => [id, agents.status(id)] as const).filter(([, status]) => isFinal(status));
    if (done.length > 0 || isOver) return Object.fromEntries(done);
    await Promise.race([change, over]);
  }
}
