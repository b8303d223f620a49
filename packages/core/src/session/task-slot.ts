/** The one place where a session's work happens: at most one task at a time. */
import type { EventOf } from "@codex-ts/protocol";
import { createDeferred } from "@codex-ts/std";
import type { TurnContext } from "../ports/turn-context.ts";

/** Why a task was stopped; the reason of its abort signal. */
export type TurnAbortReason = EventOf<"turn_aborted">["reason"];

/** What occupies the slot. */
export interface RunningTask {
  readonly turn: TurnContext;
  readonly kind: "regular" | "compact" | "review" | "undo" | "user_shell";
  /** Aborted when the task is to stop, and never after its end. */
  readonly signal: AbortSignal;
  /** Settles when the task has told its end; never rejects. */
  readonly done: Promise<void>;
  abort(reason: TurnAbortReason): void;
}

/** Starts, finds and stops the running task. */
export interface TaskSlot {
  readonly running: RunningTask | undefined;
  /**
   * Starts a task in the empty slot. `run` gets the task's own signal, and a function that frees the slot
   * early: right before the task announces its end, which it must do whatever happens.
   */
  start(
    turn: TurnContext,
    kind: RunningTask["kind"],
    run: (signal: AbortSignal, release: () => void) => Promise<void>,
  ): void;
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
    start(turn, kind, run) {
      if (running) throw new Error(`task ${running.turn.turnId} still holds the slot`);
      const controller = new AbortController();
      const done = createDeferred<void>();
      const task: RunningTask = {
        turn,
        kind,
        signal: controller.signal,
        done: done.promise,
        abort: (reason) => controller.abort(reason),
      };
      const release = () => {
        if (running === task) running = undefined;
      };
      running = task;
      run(controller.signal, release).finally(() => {
        release();
        done.resolve();
      });
    },
    async stop(reason) {
      const task = running;
      if (!task) return;
      task.abort(reason);
      await task.done;
    },
  };
}
