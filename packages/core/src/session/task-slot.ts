/** The one place where a session's work happens: at most one task at a time. */
import type { EventOf, TurnId } from "@codex-ts/protocol";

/** Why a task was stopped; the reason of its abort signal. */
export type TurnAbortReason = EventOf<"turn_aborted">["reason"];

/** What occupies the slot. */
export interface RunningTask {
  readonly turnId: TurnId;
  readonly kind: "regular" | "compact";
  /** Settles when the task has told its end; never rejects. */
  readonly done: Promise<void>;
  abort(reason: TurnAbortReason): void;
}

/** Starts, finds and stops the running task. */
export interface TaskSlot {
  readonly running: RunningTask | undefined;
  /**
   * Starts a task in the empty slot. `run` gets the task's own signal and must announce its end itself,
   * whatever happens.
   */
  start(turnId: TurnId, kind: RunningTask["kind"], run: (signal: AbortSignal) => Promise<void>): void;
  /** Stops the running task, if any, and waits until it has told its end. */
  stop(reason: TurnAbortReason): Promise<void>;
}

/** Makes an empty slot. */
export function createTaskSlot(): TaskSlot {
  let running: RunningTask | undefined;
  return {
    get running() {
      return running;
    },
    start(turnId, kind, run) {
      if (running) throw new Error(`task ${running.turnId} still holds the slot`);
      const controller = new AbortController();
      const task: RunningTask = {
        turnId,
        kind,
        done: run(controller.signal).finally(() => {
          if (running === task) running = undefined;
        }),
        abort: (reason) => controller.abort(reason),
      };
      running = task;
    },
    async stop(reason) {
      const task = running;
      if (!task) return;
      task.abort(reason);
      await task.done;
    },
  };
}
