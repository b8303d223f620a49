/** Environment variables that skills need for their commands. */
import { type RequestUserInputQuestion, toCallId } from "@codex-ts/protocol";
import type { ClientRequests } from "../ports/client-requests.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import type { SkillVariable } from "../services.ts";
import { commandEnvironment } from "../tools/runtimes/command-environment.ts";
import type { Session } from "./session.ts";

/** Clients mark what the user typed in this way (Codex 0.99.0). */
const NOTE = /^user_note: /;

/** A name that a shell can use. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Asks once for all variables that commands would not have, and keeps the answers for this session. What the
 * settings withhold from commands is asked for like what is not there: a skill cannot undo them. Without an
 * answer the turn goes on, and a later one asks again.
 */
export async function askForSkillVariables(
  { options, commands }: Pick<Session, "options" | "commands">,
  turn: TurnContext,
  wanted: readonly SkillVariable[],
  client: Pick<ClientRequests, "askUser">,
  signal: AbortSignal,
): Promise<void> {
  if (!options.asksForSkillVariables) return;
  const present = new Map(Object.entries(commandEnvironment(commands, turn)));
  const missing = new Map<string, RequestUserInputQuestion>();
  for (const variable of wanted) {
    const { name } = variable;
    if (NAME.test(name) && !present.get(name) && !missing.has(name)) missing.set(name, toQuestion(variable));
  }
  if (missing.size === 0) return;
  const callId = toCallId(`skill-deps-${turn.turnId}`);
  const response = await client.askUser(callId, [...missing.values()], signal);
  for (const name of missing.keys()) {
    const value = response?.answers[name]?.answers.map((answer) => answer.replace(NOTE, "")).find(Boolean);
    if (value !== undefined) commands.givenVariables.set(name, value);
  }
}

function toQuestion({ skill, name, description }: SkillVariable): RequestUserInputQuestion {
  return {
    id: name,
    header: "Variable for a skill",
    question: `The skill "${skill}" needs the environment variable ${name}${description === undefined ? "" : ` (${description})`}. Its value is kept in memory until this session ends, and commands can read it.`,
    isOther: false,
    isSecret: true,
  };
}
