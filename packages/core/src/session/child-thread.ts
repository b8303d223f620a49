/** Threads that a session starts for a part of its work. */
import type { Event, Op, SessionSource } from "@codex-ts/protocol";
import type { SessionOptions } from "./session-options.ts";

/** What a session sees of a thread that it started. */
export interface ChildThread {
  /** Everything that the thread announces, in order; for one reader. Ends after `close`. */
  readonly events: AsyncIterable<Event>;
  /** Hands in an op and gives its id. Throws when the thread is closed or overrun. */
  submit(op: Op): string;
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
