/** From the session's settings to the fixed value of one turn. */
import type { JsonValue, TurnId } from "@codex-ts/protocol";
import type { TurnContext } from "../ports/turn-context.ts";
import { resolveModel } from "./resolve-model.ts";
import type { Session } from "./session.ts";

/** Takes a snapshot of the settings as they are now. */
export function buildTurnContext(
  { options, state }: Session,
  turnId: TurnId,
  outputSchema: JsonValue | undefined,
): TurnContext {
  const { settings } = state;
  const mode = settings.collaborationMode.settings;
  const model = resolveModel(
    mode.model,
    { effort: mode.reasoning_effort ?? undefined, summary: settings.summary },
    options.modelOverrides,
  );
  const isFullAccess = settings.sandboxPolicy.type === "danger-full-access";
  return {
    threadId: options.threadId,
    turnId,
    cwd: settings.cwd,
    model,
    policy: { approval: settings.approvalPolicy, sandbox: settings.sandboxPolicy },
    instructions: {
      developer: options.instructions.developer,
      user: options.instructions.user,
      compactPrompt: options.instructions.compactPrompt,
    },
    collaborationMode: settings.collaborationMode,
    personality: settings.personality ?? options.defaultPersonality,
    truncation: model.info.truncation_policy,
    tools: { ...options.tools, webSearch: options.webSearch[isFullAccess ? "fullAccess" : "confined"] },
    shell: options.shell,
    outputSchema,
  };
}
