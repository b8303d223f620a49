/** Puts a turn of the model into the session's slot. */
import type { McpServers } from "@codex-ts/mcp";
import type { UserInput } from "@codex-ts/protocol";
import { skillMessage } from "../context/user-instructions.ts";
import { notifyTurnComplete } from "../hooks/notify-program.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { runTurn } from "../turn/run-turn.ts";
import { buildInitialContext, buildSettingsUpdate } from "./context-parts.ts";
import type { Session } from "./session.ts";
import { askForSkillVariables } from "./skill-variables.ts";
import { startTask } from "./start-task.ts";
import { createTurnPorts } from "./turn-ports.ts";

/** Starts the turn with the servers that are wanted by now, which stay its own to the end; returns at once. */
export function startTurnTask(session: Session, turn: TurnContext, input: readonly UserInput[]): void {
  const { mcp } = session.services;
  recordContext(session, turn);
  session.turnUndo?.start(turn);
  mcp.renew();
  const { servers, release } = mcp.hold();
  startTask(session, turn, "regular", (signal) =>
    workOn(session, turn, input, servers, signal).finally(release),
  );
}

/** Gives the model's last message. */
async function workOn(
  session: Session,
  turn: TurnContext,
  input: readonly UserInput[],
  servers: McpServers,
  signal: AbortSignal,
): Promise<string | undefined> {
  const skills = await session.services.skills.inject(input, turn.cwd, signal);
  const ports = createTurnPorts(session, turn, servers, signal);
  try {
    for (const { name, message } of skills.failures) {
      ports.events.emit({ type: "warning", message });
      session.telemetry.count("codex.skill.injected", { status: "error", skill: name });
    }
    for (const { name } of skills.bodies) {
      session.telemetry.count("codex.skill.injected", { status: "ok", skill: name });
    }
    await askForSkillVariables(session, turn, skills.variables, ports.toolPorts.client, signal);
    signal.throwIfAborted();
    const attachments = skills.bodies.map(skillMessage);
    const lastAgentMessage = await runTurn(ports, turn, { input, attachments }, signal);
    const { notify } = session.options;
    if (notify) notifyTurnComplete(notify, turn, session.history.items(), lastAgentMessage);
    return lastAgentMessage;
  } finally {
    ports.model.close();
  }
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
