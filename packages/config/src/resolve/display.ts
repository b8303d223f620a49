import type { ModeKind } from "@codex-ts/protocol";
import { modeKinds } from "@codex-ts/protocol/words";
import type { RawConfig } from "../raw/config-table.ts";
import type { DisplaySettings } from "../resolved-config.ts";

/** What the user sees. Local models show their raw reasoning unless the settings say otherwise. */
export function resolveDisplay(raw: RawConfig, isOss: boolean): DisplaySettings {
  const tui = raw.tui ?? {};
  const mode = tui.experimental_mode;
  return {
    hideAgentReasoning: raw.hide_agent_reasoning ?? false,
    showRawAgentReasoning: raw.show_raw_agent_reasoning ?? isOss,
    fileOpener: raw.file_opener ?? "vscode",
    disablePasteBurst: raw.disable_paste_burst ?? false,
    checkForUpdateOnStartup: raw.check_for_update_on_startup ?? true,
    notifications: tui.notifications ?? true,
    notificationMethod: tui.notification_method ?? "auto",
    hasAnimations: tui.animations ?? true,
    hasTooltips: tui.show_tooltips ?? true,
    alternateScreen: tui.alternate_screen ?? "auto",
    statusLine: tui.status_line,
    initialMode: mode === undefined ? undefined : toModeKind(mode),
  };
}

/** Every older name of a mode means `default`. */
function toModeKind(name: string): ModeKind {
  return modeKinds.find((mode) => mode === name) ?? "default";
}
