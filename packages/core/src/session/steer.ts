/** Input for the turn that runs. */
import type { UserInput } from "@codex-ts/protocol";
import type { SteerOutcome } from "../ports/codex-thread.ts";
import type { Session } from "./session.ts";

/**
 * Adds to the running turn; the model reads it with its next request. Words that come too late for the turn are
 * kept for the next one.
 */
export function steer(session: Session, turnId: string, input: readonly UserInput[]): SteerOutcome {
  const { running } = session.slot;
  if (!running) return { kind: "idle" };
  if (running.turn.turnId !== turnId) return { kind: "other-turn", turnId: running.turn.turnId };
  session.pending.pushUser(input);
  return { kind: "taken" };
}
