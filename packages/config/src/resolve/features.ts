import path from "node:path";
import type { DeprecationNotice } from "../diagnostics.ts";
import {
  enabledUnstableFeatures,
  type ResolvedFeatures,
  resolveFeatures,
  unstableFeaturesMessage,
} from "../features.ts";
import type { ConfigLayer } from "../layers/layer.ts";
import { valueAt } from "../layers/merge.ts";
import type { RawTable } from "../toml/raw-value.ts";
import type { ResolveContext } from "./context.ts";

/** The flags and everything that is to be said about old and unfinished settings. */
export function resolveFeatureSettings(
  context: ResolveContext,
  sources: readonly RawTable[],
  layers: readonly ConfigLayer[],
): ResolvedFeatures {
  const { platform, home } = context.options;
  const resolved = resolveFeatures(sources, platform);
  const unstable = enabledUnstableFeatures(sources, platform);
  if (unstable.length > 0 && context.raw.suppress_unstable_features_warning !== true) {
    const message = unstableFeaturesMessage(unstable, path.join(home, "config.toml"));
    context.warn({ code: "unstable-features", message, place: undefined });
  }
  return { ...resolved, deprecations: [...resolved.deprecations, ...instructionsFileNotice(layers)] };
}

function instructionsFileNotice(layers: readonly ConfigLayer[]): readonly DeprecationNotice[] {
  const key = "experimental_instructions_file";
  const isUsed = layers.some(({ table, disabledReason }) => {
    if (disabledReason !== undefined) return false;
    const profiles = Object.keys(table["profiles"] ?? {});
    return [[key], ...profiles.map((name) => ["profiles", name, key])].some(
      (keyPath) => valueAt(table, keyPath) !== undefined,
    );
  });
  if (!isUsed) return [];
  return [
    {
      summary: `\`${key}\` is deprecated and ignored. Use \`model_instructions_file\` instead.`,
      details: "Move the setting to `model_instructions_file` in config.toml or in a profile.",
    },
  ];
}
