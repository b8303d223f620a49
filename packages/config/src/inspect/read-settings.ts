/** The settings as they stand in the layers, for clients that show them. */
import { checkMerged } from "../check-merged.ts";
import type { ConfigProblem } from "../diagnostics.ts";
import type { ConfigLayerSource } from "../layers/layer.ts";
import { layerVersion } from "../layers/layer-version.ts";
import { loadLayers, mergeLayers } from "../layers/load-layers.ts";
import { createLocate } from "../layers/locate.ts";
import { findOrigins } from "../layers/origins.ts";
import type { LoadConfigOptions } from "../load-options.ts";
import { jsonFromRaw } from "../toml/json-value.ts";

/** A layer by name and version. */
export interface LayerName {
  readonly name: ConfigLayerSource;
  readonly version: string;
}

/** A layer with what it says, as JSON. */
export interface LayerContent extends LayerName {
  readonly config: Readonly<Record<string, unknown>>;
  /** Why it does not count; undefined = it does. */
  readonly disabledReason: string | undefined;
}

/** What all layers say together, and where it comes from. */
export interface SettingsView {
  /** The effective settings as JSON, without the profile. */
  readonly config: Readonly<Record<string, unknown>>;
  /** By dotted key of the leaf. */
  readonly origins: Readonly<Record<string, LayerName>>;
  /** Highest precedence first, disabled ones included. */
  readonly layers: readonly LayerContent[];
}

/** The view, or why there is none. */
export type SettingsViewResult =
  | { readonly ok: true; readonly view: SettingsView }
  | { readonly ok: false; readonly errors: readonly ConfigProblem[] };

/** Reads and checks all layers, and resolves nothing. */
export async function readSettings(
  options: LoadConfigOptions,
  signal: AbortSignal,
): Promise<SettingsViewResult> {
  const { layers, problems } = await loadLayers(options, signal);
  if (problems.length > 0) return { ok: false, errors: problems };
  const merged = mergeLayers(layers);
  const checked = checkMerged(merged, createLocate(layers, options.cliOverrides));
  if (!checked.ok) return { ok: false, errors: checked.problems };
  const names = new Map(
    layers.map(({ source, table }) => [source, { name: source, version: layerVersion(table) }]),
  );
  const nameOf = (source: ConfigLayerSource): LayerName => names.get(source) ?? { name: source, version: "" };
  const origins = Object.entries(findOrigins(merged, layers));
  return {
    ok: true,
    view: {
      config: jsonFromRaw(merged) as SettingsView["config"],
      origins: Object.fromEntries(origins.map(([key, source]) => [key, nameOf(source)])),
      layers: layers.toReversed().map(({ source, table, disabledReason }) => ({
        ...nameOf(source),
        config: jsonFromRaw(table) as SettingsView["config"],
        disabledReason,
      })),
    },
  };
}
