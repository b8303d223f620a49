/** Undo: the files go back to where they were before the last turn that was kept; the conversation stays. */
import { type GhostCommit, type ResponseItem, toTurnId } from "@codex-ts/protocol";
import { reasonOf } from "@codex-ts/std";
import { withoutLastSnapshot } from "../../history/reconstruct.ts";
import type { TurnContext } from "../../ports/turn-context.ts";
import { buildTurnContext } from "../build-turn-context.ts";
import type { Session } from "../session.ts";
import { startTask } from "../start-task.ts";

/** Stops the running turn, if any, and restores the files; what came of it is told by `undo_completed`. */
export async function undo(session: Session, id: string): Promise<void> {
  await session.slot.stop("replaced");
  const turn = buildTurnContext(session, toTurnId(id), undefined);
  session.telemetry.count("codex.task.undo", {});
  startTask(session, turn, "undo", async (signal) => {
    const events = session.emitter.forSubmission(turn.turnId);
    events.emit({ type: "undo_started", message: "Restoring the files as they were before the last turn" });
    const result = await restore(session, turn, signal);
    signal.throwIfAborted();
    events.emit({ type: "undo_completed", ...result });
    return undefined;
  });
}

async function restore(session: Session, { cwd }: TurnContext, signal: AbortSignal) {
  const { history, services, turnUndo } = session;
  await turnUndo?.settled(signal);
  const commit = commitOf(history.items().findLast(({ type }) => type === "ghost_snapshot"));
  if (!services.undoPoints) {
    return { success: false, message: "Undo is off; switch it on with `codex features enable undo`." };
  }
  if (!commit) return { success: false, message: "There is nothing to undo: no earlier state was kept." };
  try {
    const message = await services.undoPoints.restore(cwd, commit, signal);
    history.replace(withoutLastSnapshot(history.items()));
    return { success: true, message };
  } catch (error) {
    const reason = reasonOf(error);
    return { success: false, message: `The files could not be restored: ${reason}` };
  }
}

function commitOf(item: ResponseItem | undefined): GhostCommit | undefined {
  return item?.type === "ghost_snapshot" ? item.ghost_commit : undefined;
}
