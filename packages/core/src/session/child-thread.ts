/** Threads that a session starts for a part of its work. */
import type { SessionSource } from "@codex-ts/protocol";
import type { AgentThread } from "../ports/agents.ts";
import type { StatusWatch } from "./agent-status.ts";
import type { SessionOptions } from "./session-options.ts";

/** What a session sees of a thread that it started. */
export interface ChildThread extends AgentThread {
  readonly status: Pick<StatusWatch, "current" | "changed">;
  /** Shuts the thread down, however far it is, and waits until everything has ended. */
  close(): Promise<void>;
}

/** Opens a thread with the services of the session that asks; whoever opens it closes it. */
export type OpenChildThread = (options: SessionOptions) => ChildThread;

/** What requests call a thread that another one started; undefined for a thread of the user's. */
export function subagentName(source: SessionSource): string | undefined {
  if (typeof source === "string") return undefined;
  const { subagent } = source;
  if (typeof subagent === "string") return subagent;
  return "thread_spawn" in subagent ? "collab_spawn" : subagent.other;
}
