/** Threads that a session starts for a part of its work. */
import type { SessionSource } from "@codex-ts/protocol";
import type { CodexThread } from "../ports/codex-thread.ts";
import type { SessionOptions } from "./session-options.ts";

/** Opens a thread with the services of the session that asks; whoever opens it closes it. */
export type OpenChildThread = (options: SessionOptions) => CodexThread;

/** What requests call a thread that another one started; undefined for a thread of the user's. */
export function subagentName(source: SessionSource): string | undefined {
  if (typeof source === "string") return undefined;
  const { subagent } = source;
  if (typeof subagent === "string") return subagent;
  return "thread_spawn" in subagent ? "collab_spawn" : subagent.other;
}
