/** Runs what the user typed and tells the model what came of it. */
import type { CallId, MessageItem } from "@codex-ts/protocol";
import { uuidV4 } from "@codex-ts/std";
import { userShellMessage } from "../context/user-shell-record.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { exitCodeOf } from "../tools/command-end.ts";
import { runUserShell } from "../tools/runtimes/run-user-shell.ts";
import { reportError } from "../turn/report-error.ts";
import type { Session } from "./session.ts";

/**
 * Runs one command to its end, under the turn's id. The model reads of it with its next request: in this turn,
 * or in a later one where nothing runs any more. Never rejects; a command that the signal stops is also told.
 */
export async function runUserCommand(
  session: Session,
  turn: TurnContext,
  command: string,
  signal: AbortSignal,
): Promise<void> {
  const events = session.emitter.forSubmission(turn.turnId);
  try {
    const callId = uuidV4(session.services.ids) as CallId;
    const ports = { events, commands: session.commands };
    const { end, formatted, durationMs } = await runUserShell(ports, turn, { callId, command }, signal);
    const exitCode = exitCodeOf(end, "one-shot");
    const result = { command, exitCode, durationSeconds: durationMs / 1000, output: formatted };
    await record(session, turn, userShellMessage(result));
  } catch (error) {
    reportError(events, session.usage, turn, error);
  }
}

async function record(session: Session, turn: TurnContext, message: MessageItem): Promise<void> {
  const { running } = session.slot;
  if (running && running.kind !== "user_shell") {
    session.pending.pushNote(message);
    return;
  }
  session.history.forSubmission(turn.turnId).record([message]);
  await session.recorder?.flush();
}
