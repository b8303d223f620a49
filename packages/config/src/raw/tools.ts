/** `[tools]`, `[agents]`, `[skills]`, `[apps]` and `[ghost_snapshot]`: what a session offers the model. */
import type { RawTable } from "../toml/raw-value.ts";
import { boolean, choice, integer, list, map, path, table } from "./schema.ts";

/** `[tools]`: old toggles. */
export const tools = table(
  { web_search: boolean, web_search_request: boolean, view_image: boolean },
  { rule: bothNamesFault },
);

/** `[agents]`: limits of sub-agents. */
export const agents = table(
  { max_threads: integer() },
  {
    rule: (value) =>
      Number(value["max_threads"] ?? 1) < 1
        ? { key: "max_threads", message: "agents.max_threads must be at least 1" }
        : undefined,
  },
);

/** `[skills]`: switches of single skills. */
export const skills = table({
  config: list(table({ path, enabled: boolean }, { required: ["path", "enabled"] })),
});

/** `[apps.<id>]`: switches of connectors. */
export const apps = map(table({ enabled: boolean, disabled_reason: choice(["unknown", "user"]) }));

/** `[ghost_snapshot]`: what snapshots for undo leave out, by new and old names. */
export const ghostSnapshot = table(
  {
    ignore_large_untracked_files: integer(),
    ignore_untracked_files_over_bytes: integer(),
    ignore_large_untracked_dirs: integer(),
    large_untracked_dir_warning_threshold: integer(),
    disable_warnings: boolean,
  },
  { rule: bothNamesFault },
);

/** Keys that have two names, the old one behind. */
const RENAMED = [
  ["web_search", "web_search_request"],
  ["ignore_large_untracked_files", "ignore_untracked_files_over_bytes"],
  ["ignore_large_untracked_dirs", "large_untracked_dir_warning_threshold"],
] as const;

/** Which of the two would count is anybody's guess. */
function bothNamesFault(value: RawTable): { readonly key: string; readonly message: string } | undefined {
  const twice = RENAMED.find(([name, old]) => name in value && old in value);
  return twice && { key: twice[1], message: `\`${twice[1]}\` is the old name of \`${twice[0]}\`; keep one` };
}
