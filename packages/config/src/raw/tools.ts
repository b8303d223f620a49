/** `[tools]`, `[agents]`, `[skills]`, `[apps]` and `[ghost_snapshot]`: what a session offers the model. */
import { boolean, choice, integer, list, map, path, table } from "./schema.ts";

export const tools = table({ web_search: boolean, web_search_request: boolean, view_image: boolean });

export const agents = table(
  { max_threads: integer() },
  {
    rule: (value) =>
      Number(value["max_threads"] ?? 1) < 1
        ? { key: "max_threads", message: "agents.max_threads must be at least 1" }
        : undefined,
  },
);

export const skills = table({
  config: list(table({ path, enabled: boolean }, { required: ["path", "enabled"] })),
});

export const apps = map(table({ enabled: boolean, disabled_reason: choice(["unknown", "user"]) }));

export const ghostSnapshot = table({
  ignore_large_untracked_files: integer(),
  ignore_untracked_files_over_bytes: integer(),
  ignore_large_untracked_dirs: integer(),
  large_untracked_dir_warning_threshold: integer(),
  disable_warnings: boolean,
});
