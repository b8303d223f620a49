/** `[tui]`, `[notice]` and the keys about what the user sees. */
import { legacyModeKinds, modeKinds } from "@codex-ts/protocol/words";
import { boolean, choice, either, list, map, string, table } from "./schema.ts";

/** `[tui]`: the terminal user interface. */
export const tui = table({
  notifications: either(boolean, list(string), "a boolean or a list of strings"),
  notification_method: choice(["auto", "osc9", "bel"]),
  animations: boolean,
  show_tooltips: boolean,
  // The older names of modes are still accepted; they all mean `default`.
  experimental_mode: choice([...modeKinds, ...legacyModeKinds]),
  alternate_screen: choice(["auto", "always", "never"]),
  status_line: list(string),
});

/** `[notice]`: hints that the user has put away. */
export const notice = table({
  hide_full_access_warning: boolean,
  hide_world_writable_warning: boolean,
  hide_rate_limit_model_nudge: boolean,
  hide_gpt5_1_migration_prompt: boolean,
  "hide_gpt-5.1-codex-max_migration_prompt": boolean,
  model_migrations: map(string),
});

/** Keys at the top level. */
export const displayKeys = {
  hide_agent_reasoning: boolean,
  show_raw_agent_reasoning: boolean,
  file_opener: choice(["vscode", "vscode-insiders", "windsurf", "cursor", "none"]),
  disable_paste_burst: boolean,
  check_for_update_on_startup: boolean,
  suppress_unstable_features_warning: boolean,
  windows_wsl_setup_acknowledged: boolean,
};
