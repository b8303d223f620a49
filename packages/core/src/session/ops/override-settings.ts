/** Changing settings without a turn. */
import type { OpOf } from "@codex-ts/protocol";
import { refuseOverride } from "../refuse-override.ts";
import type { Session } from "../session.ts";
import { applyOverride } from "../session-settings.ts";

/**
 * Changes what later turns start with; the model is told at the next turn. What an administrator forbids
 * changes nothing at all and is told as an error.
 */
export function overrideSettings(session: Session, id: string, op: OpOf<"override_turn_context">): void {
  const { type: _type, ...override } = op;
  const message = refuseOverride(session.services, override);
  if (message !== undefined) {
    session.emitter.emit(id, { type: "error", message, codex_error_info: "bad_request" });
    return;
  }
  session.state.settings = applyOverride(session.state.settings, override);
}
