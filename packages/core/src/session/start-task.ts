/** The one course of every task: it is announced, works, keeps what was said meanwhile, and tells its end. */
import type { EventMsg } from "@codex-ts/protocol";
import { turnAbortedMessage } from "../messages/notice-messages.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { recordPendingInput } from "../turn/record-input.ts";
import { reportError } from "../turn/report-error.ts";
import type { Session } from "./session.ts";
import type { RunningTask, TurnAbortReason } from "./task-slot.ts";
import { createInputPorts } from "./turn-ports.ts";

type Work = (signal: AbortSignal) => Promise<string | undefined>;

/**
 * Starts a task in the empty slot and returns at once. `work` resolves with the last message of the model;
 * when it rejects the client is told why, and the turn still gets its end.
 */
export function startTask(session: Session, turn: TurnContext, kind: RunningTask["kind"], work: Work): void {
  const events = session.emitter.forSubmission(turn.turnId);
  session.state.foundTools.clear();
  session.slot.start(turn, kind, async (signal, release) => {
    events.emit({
      type: "task_started",
      model_context_window: turn.model.contextWindow ?? null,
      collaboration_mode_kind: turn.collaborationMode.mode,
    });
    const end = await runToEnd(session, turn, toldWork(session, turn, kind, work), signal);
    await settle(session, turn).catch((error) => report(session, turn, error));
    // A client may answer the end with its next input at once, and the slot must be free for it.
    release();
    events.emit(end);
  });
}

/** The same work as one span, and telling how long it took. */
function toldWork(session: Session, turn: TurnContext, kind: RunningTask["kind"], work: Work): Work {
  const telemetry = session.telemetry.forModel(turn.model.info.slug);
  const { clock } = session.services;
  return async (signal) => {
    const startedAt = clock.now();
    try {
      return await telemetry.inSpan("run_turn", { turn_id: turn.turnId, task: kind }, () => work(signal));
    } finally {
      telemetry.duration("codex.turn.e2e_duration_ms", clock.now() - startedAt, {});
    }
  };
}

/** Does the work and gives the event that ends the turn; never rejects. */
async function runToEnd(
  session: Session,
  turn: TurnContext,
  work: Work,
  signal: AbortSignal,
): Promise<EventMsg> {
  try {
    return { type: "task_complete", last_agent_message: (await work(signal)) ?? null };
  } catch (error) {
    if (!signal.aborted) {
      report(session, turn, error);
      return { type: "task_complete", last_agent_message: null };
    }
    const reason = signal.reason as TurnAbortReason;
    // They were stopped with the turn, and end within it.
    await session.userCommands.ended(turn.turnId);
    if (reason === "interrupted") {
      await endInterrupted(session, turn).catch((fault) => report(session, turn, fault));
    }
    return { type: "turn_aborted", reason };
  }
}

/** Tells the model that it was cut off, and ends what the user wanted to be ended. */
async function endInterrupted(session: Session, turn: TurnContext): Promise<void> {
  await keepPending(session, turn);
  session.history.recordSilently([turnAbortedMessage()]);
  await session.commands.closeAll();
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

function report(session: Session, turn: TurnContext, error: unknown): void {
  reportError(session.emitter.forSubmission(turn.turnId), session.usage, turn, error);
}
