/** The one course of every task: it is announced, works, keeps what was said meanwhile, and tells its end. */
import type { EventMsg } from "@codex-ts/protocol";
import { turnAbortedMessage } from "../messages/notice-messages.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { recordPendingInput } from "../turn/record-input.ts";
import { reportError } from "../turn/report-error.ts";
import type { Session } from "./session.ts";
import type { RunningTask, TurnAbortReason } from "./task-slot.ts";
import { createInputPorts } from "./turn-ports.ts";

/**
 * Starts a task in the empty slot and returns at once. `work` resolves with the last message of the model;
 * when it rejects the client is told why, and the turn still gets its end.
 */
export function startTask(
  session: Session,
  turn: TurnContext,
  kind: RunningTask["kind"],
  work: (signal: AbortSignal) => Promise<string | undefined>,
): void {
  const events = session.emitter.forSubmission(turn.turnId);
  session.slot.start(turn.turnId, kind, async (signal, release) => {
    events.emit({
      type: "task_started",
      model_context_window: turn.model.contextWindow ?? null,
      collaboration_mode_kind: turn.collaborationMode.mode,
    });
    const end = await work(signal).then(
      (lastAgentMessage): EventMsg => completed(lastAgentMessage),
      async (error: unknown): Promise<EventMsg> => {
        if (signal.aborted) return abort(session, turn, signal.reason as TurnAbortReason);
        reportError(events, session.usage, turn, error);
        return completed(undefined);
      },
    );
    await settle(session, turn);
    // A client may answer the end with its next input at once, and the slot must be free for it.
    release();
    events.emit(end);
  });
}

function completed(lastAgentMessage: string | undefined): EventMsg {
  return { type: "task_complete", last_agent_message: lastAgentMessage ?? null };
}

/** Tells the model that it was cut off, and ends what the user wanted to be ended. */
async function abort(session: Session, turn: TurnContext, reason: TurnAbortReason): Promise<EventMsg> {
  if (reason === "interrupted") {
    await keepPending(session, turn);
    session.history.recordSilently([turnAbortedMessage()]);
    const events = session.emitter.forSubmission(turn.turnId);
    await session.commands.closeAll().catch((error) => reportError(events, session.usage, turn, error));
  }
  return { type: "turn_aborted", reason };
}

/** Leaves nothing waiting: neither lines for the disk nor words that came too late for this task. */
async function settle(session: Session, turn: TurnContext): Promise<void> {
  do {
    await keepPending(session, turn);
    await session.recorder?.flush();
  } while (!session.pending.isEmpty);
}

/** What was said too late for this task is not lost: the next turn shows it to the model. */
async function keepPending(session: Session, turn: TurnContext): Promise<void> {
  const { signal } = new AbortController();
  await recordPendingInput(createInputPorts(session, turn, signal), turn, signal);
}
