/** Takes an undo point at the start of each turn, beside the model's first request. */
import { reasonOf, untilAborted } from "@codex-ts/std";
import type { TurnContext } from "../ports/turn-context.ts";
import type { SessionServices, UndoPoints } from "../services.ts";
import type { EventEmitter } from "./event-emitter.ts";
import type { HistoryRecorder } from "./history-recorder.ts";

/** After this long the user hears why nothing is being changed (Codex 0.99.0). */
const SLOW_MS = 240_000;

/** The undo points of one session. */
export interface TurnUndo {
  /** Begins to keep the files as they are now. */
  start(turn: TurnContext): void;
  /** Resolves when nothing is being kept any more: from then on files may change. Rejects only on abort. */
  settled(signal: AbortSignal): Promise<void>;
  /** Gives up what is being kept, and waits until git has ended. */
  close(): Promise<void>;
}

/** Makes the undo points of a session; a failure to take one is told and stops nothing. */
export function createTurnUndo(
  points: UndoPoints,
  { emitter, history }: { readonly emitter: EventEmitter; readonly history: HistoryRecorder },
  clock: SessionServices["clock"],
): TurnUndo {
  const closing = new AbortController();
  let last: Promise<void> = Promise.resolve();

  const keep = async ({ turnId, cwd }: TurnContext) => {
    const events = emitter.forSubmission(turnId);
    const warn = (message: string) => events.emit({ type: "warning", message });
    const done = new AbortController();
    const slow = clock.sleep(SLOW_MS, AbortSignal.any([closing.signal, done.signal])).then(
      () => warn("The snapshot for undo takes long; nothing is changed before it is done."),
      () => undefined,
    );
    try {
      const point = await points.take(cwd, closing.signal);
      if (point) {
        history.forSubmission(turnId).record([{ type: "ghost_snapshot", ghost_commit: point.commit }]);
        point.warnings.forEach(warn);
      }
    } catch (error) {
      const reason = reasonOf(error);
      if (!closing.signal.aborted) warn(`This turn cannot be undone: ${reason}`);
    } finally {
      done.abort(new Error("the snapshot is done"));
      await slow;
    }
  };

  return {
    start(turn) {
      last = last.then(() => keep(turn));
    },
    settled: (signal) => untilAborted(last, signal),
    async close() {
      closing.abort(new Error("the session was closed"));
      await last;
    },
  };
}
