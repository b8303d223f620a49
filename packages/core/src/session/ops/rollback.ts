/** Undoing turns: the model forgets them, and files stay as they are. */
import { type OpOf, toTurnId } from "@codex-ts/protocol";
import { estimatePromptTokens } from "../../history/token-estimate.ts";
import { buildTurnContext } from "../build-turn-context.ts";
import type { Session } from "../session.ts";

/**
 * Drops the last user turns, all when there are fewer; the rollout keeps them and says that they do not count.
 * Refused with an error while a turn runs.
 */
export async function rollback(session: Session, id: string, op: OpOf<"thread_rollback">): Promise<void> {
  const events = session.emitter.forSubmission(id);
  const refusal = refuse(session, op.num_turns);
  if (refusal !== undefined) {
    events.emit({ type: "error", message: refusal, codex_error_info: "thread_rollback_failed" });
    return;
  }
  session.history.dropLastUserTurns(op.num_turns);
  const { model } = buildTurnContext(session, toTurnId(id), undefined);
  const estimate = estimatePromptTokens(session.history.items(), session.state.baseInstructions);
  session.usage.setEstimate(events, estimate, model.contextWindow);
  events.emit({ type: "thread_rolled_back", num_turns: op.num_turns });
  await session.recorder?.flush();
}

function refuse({ slot }: Session, count: number): string | undefined {
  if (count < 1) return "num_turns must be >= 1";
  return slot.running ? "Cannot rollback while a turn is in progress." : undefined;
}
