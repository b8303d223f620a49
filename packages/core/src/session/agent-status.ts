/** What a thread is doing, derived from what it announces. */
import type { AgentStatus, EventMsg, EventOf } from "@codex-ts/protocol";
import { createDeferred } from "@codex-ts/std";
import type { ThreadStatus } from "../ports/codex-thread.ts";

/** The status of one thread. */
export interface StatusWatch extends ThreadStatus {
  /** Takes in an event of the thread. */
  observe(msg: EventMsg): void;
}

/** The words of 0.99.0, which programs show as they are. */
const ABORTED = {
  interrupted: "Interrupted",
  replaced: "Replaced",
  review_ended: "ReviewEnded",
} as const satisfies { [Reason in EventOf<"turn_aborted">["reason"]]: string };

/** Begins with a thread that has not done anything. */
export function createStatusWatch(): StatusWatch {
  let current: AgentStatus = "pending_init";
  let change = createDeferred<void>();
  return {
    get current() {
      return current;
    },
    changed: () => change.promise,
    observe(msg) {
      const next = nextStatus(current, msg);
      if (next === undefined) return;
      current = next;
      change.resolve();
      change = createDeferred();
    },
  };
}

function nextStatus(current: AgentStatus, msg: EventMsg): AgentStatus | undefined {
  switch (msg.type) {
    case "task_started":
      return "running";
    case "task_complete":
      // The end of a turn that failed comes behind its error and must not hide it.
      return typeof current === "object" && "errored" in current
        ? undefined
        : { completed: msg.last_agent_message ?? null };
    case "turn_aborted":
      return { errored: ABORTED[msg.reason] };
    case "error":
      return { errored: msg.message };
    case "shutdown_complete":
      return "shutdown";
    default:
      return undefined;
  }
}
