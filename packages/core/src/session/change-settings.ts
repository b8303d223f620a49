/** Changes what later turns of a session start with. */
import { isDeepStrictEqual } from "node:util";
import type { SettingsOverride } from "@codex-ts/protocol";
import type { Session } from "./session.ts";
import { applyOverride } from "./session-settings.ts";

/** Applies an override. Servers that confine commands themselves learn of another sandbox at once. */
export function changeSettings(session: Session, override: SettingsOverride): void {
  const { sandboxPolicy, cwd } = session.state.settings;
  session.state.settings = applyOverride(session.state.settings, override);
  const { settings } = session.state;
  if (settings.cwd !== cwd || !isDeepStrictEqual(settings.sandboxPolicy, sandboxPolicy)) tellSandbox(session);
}

/** Tells the servers of the session how its commands are confined. */
export function tellSandbox({ services, state }: Session): void {
  const { sandboxPolicy: policy, cwd } = state.settings;
  services.mcp.tellSandbox({ policy, cwd });
}
