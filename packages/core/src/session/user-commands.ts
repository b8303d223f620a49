/** Commands of the user that run beside a task. They may outlive it; an interrupt, or the session's end, stops them. */
import type { TurnId } from "@codex-ts/protocol";
import type { RunningTask } from "./task-slot.ts";

/** The commands that run now. */
export interface UserCommands {
  /**
   * Starts one beside the task. Its signal aborts when the task is stopped, and with `stop`; `run` ends soon
   * after, and never rejects.
   */
  start(task: RunningTask, run: (signal: AbortSignal) => Promise<void>): void;
  /** Waits for those that were started beside a turn. */
  ended(turnId: TurnId): Promise<void>;
  /** Stops all, or all but those of one turn, and waits for their ends. */
  stop(except?: TurnId): Promise<void>;
}

interface Entry {
  readonly turnId: TurnId;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** Makes the empty set of a session. */
export function createUserCommands(): UserCommands {
  const entries = new Set<Entry>();
  return {
    start({ turn, signal }, run) {
      const controller = new AbortController();
      const done = run(AbortSignal.any([signal, controller.signal])).finally(() => entries.delete(entry));
      const entry = { turnId: turn.turnId, controller, done };
      entries.add(entry);
    },
    async ended(turnId) {
      await Promise.all([...entries].filter((entry) => entry.turnId === turnId).map(({ done }) => done));
    },
    async stop(except) {
      const stopped = [...entries].filter((entry) => entry.turnId !== except);
      for (const { controller } of stopped) controller.abort("interrupted");
      await Promise.all(stopped.map(({ done }) => done));
    },
  };
}
