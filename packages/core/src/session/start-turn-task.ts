/** Puts a turn into the session's slot and sees it to its end. */
import type { UserInput } from "@codex-ts/protocol";
import { skillMessage } from "../context/user-instructions.ts";
import { notifyTurnComplete } from "../hooks/notify-program.ts";
import { turnAbortedMessage } from "../messages/notice-messages.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { recordPendingInput } from "../turn/record-input.ts";
import { runTurn, type TurnOutcome } from "../turn/run-turn.ts";
import { buildInitialContext, buildSettingsUpdate } from "./context-parts.ts";
import type { Session } from "./session.ts";
import type { TurnAbortReason } from "./task-slot.ts";
import { createTurnPorts } from "./turn-ports.ts";

/** Starts the turn; returns at once. */
export function startTurnTask(session: Session, turn: TurnContext, input: readonly UserInput[]): void {
  session.slot.start(turn.turnId, "regular", async (signal) => {
    const events = session.emitter.forSubmission(turn.turnId);
    events.emit({
      type: "task_started",
      model_context_window: turn.model.contextWindow ?? null,
      collaboration_mode_kind: turn.collaborationMode.mode,
    });
    recordContext(session, turn);
    try {
      const outcome = await runSession(session, turn, input, signal);
      const lastAgentMessage = outcome.kind === "completed" ? (outcome.lastAgentMessage ?? null) : null;
      await session.recorder?.flush();
      events.emit({ type: "task_complete", last_agent_message: lastAgentMessage });
    } catch (error) {
      await endAborted(session, turn, signal, error);
    }
  });
}

async function runSession(
  session: Session,
  turn: TurnContext,
  input: readonly UserInput[],
  signal: AbortSignal,
): Promise<TurnOutcome> {
  const events = session.emitter.forSubmission(turn.turnId);
  const skills = await session.services.injectSkills(input, signal);
  for (const message of skills.warnings) events.emit({ type: "warning", message });
  const ports = createTurnPorts(session, turn, signal);
  const outcome = await runTurn(ports, turn, { input, attachments: skills.bodies.map(skillMessage) }, signal);
  if (outcome.kind === "completed" && session.options.notify) {
    notifyTurnComplete(session.options.notify, turn, session.history.items(), outcome.lastAgentMessage);
  }
  // What was said too late for this turn is not lost: the next one shows it to the model.
  await recordPendingInput(ports, turn, signal);
  return outcome;
}

/** The preamble on a resumed thread's first turn, then what changed since the model was last told. */
function recordContext(session: Session, turn: TurnContext): void {
  const { state } = session;
  const log = session.history.forSubmission(turn.turnId);
  if (!state.isContextRecorded) {
    log.record(buildInitialContext(session));
    state.isContextRecorded = true;
  }
  const update = state.toldSettings ? buildSettingsUpdate(session, state.toldSettings) : [];
  if (update.length > 0) log.record(update);
  state.toldSettings = state.settings;
}

/** Tells model, rollout and clients that the turn was cut off; a fault of ours is told as an error first. */
async function endAborted(
  session: Session,
  turn: TurnContext,
  signal: AbortSignal,
  error: unknown,
): Promise<void> {
  const events = session.emitter.forSubmission(turn.turnId);
  if (!signal.aborted) {
    const message = error instanceof Error ? error.message : String(error);
    events.emit({ type: "error", message, codex_error_info: "other" });
    await session.recorder?.flush();
    events.emit({ type: "task_complete", last_agent_message: null });
    return;
  }
  const reason = signal.reason as TurnAbortReason;
  if (reason === "interrupted") {
    session.history.recordSilently([turnAbortedMessage()]);
    await session.commands.closeAll();
  }
  await session.recorder?.flush();
  events.emit({ type: "turn_aborted", reason });
}
