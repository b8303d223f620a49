/** Puts a turn of the model into the session's slot. */
import type { UserInput } from "@codex-ts/protocol";
import { skillMessage } from "../context/user-instructions.ts";
import { notifyTurnComplete } from "../hooks/notify-program.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { runTurn } from "../turn/run-turn.ts";
import { buildInitialContext, buildSettingsUpdate } from "./context-parts.ts";
import type { Session } from "./session.ts";
import { startTask } from "./start-task.ts";
import { createTurnPorts } from "./turn-ports.ts";

/** Starts the turn; returns at once. */
export function startTurnTask(session: Session, turn: TurnContext, input: readonly UserInput[]): void {
  recordContext(session, turn);
  session.turnUndo?.start(turn);
  startTask(session, turn, "regular", async (signal) => {
    const skills = await session.services.injectSkills(input, signal);
    const ports = createTurnPorts(session, turn, signal);
    for (const message of skills.warnings) ports.events.emit({ type: "warning", message });
    for (const { name } of skills.bodies) {
      session.telemetry.count("codex.skill.injected", { status: "ok", skill: name });
    }
    const attachments = skills.bodies.map(skillMessage);
    const lastAgentMessage = await runTurn(ports, turn, { input, attachments }, signal).finally(() =>
      ports.model.close(),
    );
    const { notify } = session.options;
    if (notify) notifyTurnComplete(notify, turn, session.history.items(), lastAgentMessage);
    return lastAgentMessage;
  });
}

/** The preamble on a resumed thread's first turn, then what changed since the model was last told. */
function recordContext(session: Session, turn: TurnContext): void {
  const { state } = session;
  const log = session.history.forSubmission(turn.turnId);
  if (!state.isContextRecorded) {
    log.record(buildInitialContext(session));
    state.isContextRecorded = true;
  }
  log.record(buildSettingsUpdate(session, state.toldSettings));
  state.toldSettings = state.settings;
}
