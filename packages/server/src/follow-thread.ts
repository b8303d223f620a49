/** Reads a thread's events and passes them on: notifications to all listeners, questions to one. */
import type { Event } from "@codex-ts/protocol";
import type { ServerNotification } from "@codex-ts/protocol/app-server";
import { type ApprovalEvent, askForApproval, isRefusal, toApprovalOp } from "./ask-for-approval.ts";
import type { LoadedThread } from "./loaded-thread.ts";
import { projectRefusal } from "./projection/approval-events.ts";
import { projectEvent } from "./projection/project-event.ts";
import { createProjectionState, type ProjectionState } from "./projection/projector.ts";
import { projectUnstartedTurn } from "./projection/turn-events.ts";

/** Follows until the thread has shut down. Never rejects. */
export async function followThread(loaded: LoadedThread): Promise<void> {
  const state = createProjectionState(loaded.thread.id);
  const questions = new Set<Promise<void>>();
  for await (const event of loaded.thread.events) {
    for (const listener of loaded.listeners) listener.hear?.(loaded.thread.id, event);
    tell(loaded, projectEvent(event, state));
    if (event.msg.type === "exec_approval_request" || event.msg.type === "apply_patch_approval_request") {
      const question = settleApproval(loaded, event.msg, event.id, state);
      questions.add(question);
      void question.finally(() => questions.delete(question));
    }
    trackTurn(loaded, event, state);
  }
  loaded.activeTurn?.end.abort(new Error("the thread was closed"));
  await Promise.all(questions);
}

function tell({ listeners }: LoadedThread, notifications: readonly ServerNotification[]): void {
  for (const notification of notifications) {
    for (const listener of listeners) listener.notify(notification);
  }
}

/** Asks, tells a refusal as the end of its item, and hands the answer to the thread. */
async function settleApproval(
  loaded: LoadedThread,
  event: ApprovalEvent,
  turnId: string,
  state: ProjectionState,
): Promise<void> {
  const turn = loaded.activeTurn;
  const end = turn?.end.signal ?? AbortSignal.abort(new Error("no turn is running"));
  const decision = await askForApproval(loaded, event, end);
  // The call that waited was dropped with its turn, which has told the end of all its items.
  if (end.aborted) return;
  if (isRefusal(decision)) tell(loaded, projectRefusal(event, turnId, state));
  try {
    loaded.thread.submit(toApprovalOp(event, decision));
  } catch {
    // The thread was closed while the user thought: the waiting call has been denied already.
  }
}

function trackTurn(loaded: LoadedThread, { id, msg }: Event, state: ProjectionState): void {
  const turn = loaded.activeTurn;
  if (turn?.id !== id) return;
  if (msg.type === "task_started") turn.hasStarted = true;
  const isRefused = msg.type === "error" && !turn.hasStarted;
  if (isRefused) tell(loaded, projectUnstartedTurn(id, state));
  if (!isRefused && msg.type !== "task_complete" && msg.type !== "turn_aborted") return;
  loaded.activeTurn = undefined;
  turn.end.abort(new Error("the turn has ended"));
}
