import type { ConfigWarning } from "../diagnostics.ts";
import type { ConfigLayer } from "../layers/layer.ts";

/** One warning about all project folders whose config.toml does not count, or none. */
export function disabledProjectsWarning(layers: readonly ConfigLayer[]): readonly ConfigWarning[] {
  const lines = layers
    .flatMap(({ source, disabledReason }) =>
      source.type === "project" && disabledReason !== undefined
        ? [{ folder: source.dotCodexFolder, disabledReason }]
        : [],
    )
    .map(({ folder, disabledReason }, index) => `    ${index + 1}. ${folder}\n       ${disabledReason}`);
  if (lines.length === 0) return [];
  const heading = "The config.toml files in these project folders are not used:";
  return [{ code: "disabled-project", message: [heading, ...lines].join("\n"), place: undefined }];
}
