/** Changing settings without a turn. */
import type { OpOf } from "@codex-ts/protocol";
import { changeSettings } from "../change-settings.ts";
import type { Session } from "../session.ts";

/**
 * Changes what later turns start with; the model is told at the next turn. What an administrator forbids
 * changes nothing at all and is told as an error.
 */
export function overrideSettings(session: Session, id: string, op: OpOf<"override_turn_context">): void {
  const { type: _type, ...override } = op;
  changeSettings(session, id, override);
}
