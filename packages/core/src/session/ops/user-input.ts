/** What the user says: a new turn, or more input for the running one. */
import { type OpOf, toTurnId, type UserInput } from "@codex-ts/protocol";
import { buildTurnContext } from "../build-turn-context.ts";
import { changeSettings } from "../change-settings.ts";
import type { Session } from "../session.ts";
import { startTurnTask } from "../start-turn-task.ts";

/** Steers the running turn, or starts one. */
export function userInput(session: Session, id: string, op: Omit<OpOf<"user_input">, "type">): void {
  tellPrompt(session, op.items);
  if (session.slot.running) {
    session.pending.pushUser(op.items);
    return;
  }
  const turn = buildTurnContext(session, toTurnId(id), op.final_output_json_schema);
  startTurnTask(session, turn, op.items);
}

/**
 * The same after a change of settings that lasts; a running turn keeps the settings that it began with. What an
 * administrator forbids starts nothing and is told as an error.
 */
export function userInputWithSettings(
  session: Session,
  id: string,
  op: OpOf<"user_input_with_turn_context">,
): void {
  const { type: _type, items: _items, final_output_json_schema: _schema, ...override } = op;
  if (changeSettings(session, id, override)) userInput(session, id, op);
}

/** The same with all settings at once: a mode that is not named is Default, with the given model and effort. */
export function userTurn(session: Session, id: string, op: OpOf<"user_turn">): void {
  const { items, cwd, approval_policy, sandbox_policy, model, effort, summary, personality } = op;
  const schema = op.final_output_json_schema;
  userInputWithSettings(session, id, {
    type: "user_input_with_turn_context",
    items,
    cwd,
    approval_policy,
    sandbox_policy,
    summary,
    collaboration_mode: op.collaboration_mode ?? {
      mode: "default",
      settings: { model, reasoning_effort: effort ?? null, developer_instructions: null },
    },
    ...(personality == null ? {} : { personality }),
    ...(schema == null ? {} : { final_output_json_schema: schema }),
  });
}

/** What of it leaves the machine is decided where telemetry is written. */
function tellPrompt({ telemetry, state }: Session, items: readonly UserInput[]): void {
  const prompt = items.map((piece) => (piece.type === "text" ? piece.text : "")).join("");
  telemetry
    .forModel(state.settings.collaborationMode.settings.model)
    .event("codex.user_prompt", { prompt_length: [...prompt].length, prompt });
}
