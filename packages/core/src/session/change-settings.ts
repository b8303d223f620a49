/** Changes what later turns of a session start with. */
import { isDeepStrictEqual } from "node:util";
import type { SettingsOverride } from "@codex-ts/protocol";
import { refuseOverride } from "./refuse-override.ts";
import type { Session } from "./session.ts";
import { applyOverride } from "./session-settings.ts";

/**
 * Applies an override and gives true. What an administrator forbids changes nothing at all and is told as an error.
 * Servers that confine commands themselves learn of another sandbox at once.
 */
export function changeSettings(session: Session, id: string, override: SettingsOverride): boolean {
  const message = refuseOverride(session.services, override);
  if (message !== undefined) {
    session.emitter.emit(id, { type: "error", message, codex_error_info: "bad_request" });
    return false;
  }
  const { sandboxPolicy, cwd } = session.state.settings;
  const settings = applyOverride(session.state.settings, override);
  session.state.settings = settings;
  const isSandboxSame = settings.cwd === cwd && isDeepStrictEqual(settings.sandboxPolicy, sandboxPolicy);
  if (!isSandboxSame) tellSandbox(session);
  return true;
}

/** Tells the servers of the session how its commands are confined. */
export function tellSandbox({ services, state }: Session): void {
  const { sandboxPolicy: policy, cwd } = state.settings;
  services.mcp.tellSandbox({ policy, cwd });
}
