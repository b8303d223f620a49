/** Input for the turn that runs. */
import type { TurnId, UserInput } from "@codex-ts/protocol";
import type { Session } from "./session.ts";

/** Whether the input was taken; it is not when another turn runs than the one that was meant, or none. */
export type SteerOutcome =
  | { readonly kind: "taken" }
  | { readonly kind: "idle" }
  | { readonly kind: "other-turn"; readonly turnId: TurnId };

/**
 * Adds to the running turn; the model reads it with its next request. Words that come too late for the turn are
 * kept for the next one.
 */
export function steer(session: Session, turnId: string, input: readonly UserInput[]): SteerOutcome {
  const { running } = session.slot;
  if (!running) return { kind: "idle" };
  if (running.turnId !== turnId) return { kind: "other-turn", turnId: running.turnId };
  session.pending.pushUser(input);
  return { kind: "taken" };
}
