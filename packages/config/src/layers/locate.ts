import type { SourcePlace } from "../diagnostics.ts";
import type { KeyPath } from "../toml/key-path.ts";
import { type KeyIndex, scanKeys } from "../toml/scan-keys.ts";
import { type KeyPart, placeOfKey, type SourceText } from "../toml/source-text.ts";
import type { ConfigLayer } from "./layer.ts";
import { valueAt } from "./merge.ts";
import { type CliOverride, overrideTextFor } from "./overrides.ts";

/** Where an effective value was set: a place in a file, or an argument, or neither for built-in values. */
export interface Origin {
  readonly place: SourcePlace | undefined;
  readonly flag: string | undefined;
}

/** Finds the origins of values in a stack of layers. */
export type Locate = (keyPath: KeyPath, part: KeyPart) => Origin;

/** The strongest enabled layer that sets a path. */
export function layerOf(layers: readonly ConfigLayer[], keyPath: KeyPath): ConfigLayer | undefined {
  return layers.findLast(
    (layer) => layer.disabledReason === undefined && valueAt(layer.table, keyPath) !== undefined,
  );
}

/** Makes the function that finds origins in `layers`. */
export function createLocate(layers: readonly ConfigLayer[], overrides: readonly CliOverride[]): Locate {
  const indexes = new Map<SourceText, KeyIndex>();
  const indexOf = (text: SourceText): KeyIndex => {
    const index = indexes.get(text) ?? scanKeys(text.text);
    indexes.set(text, index);
    return index;
  };
  return (keyPath, part) => {
    const layer = layerOf(layers, keyPath);
    if (!layer) return { place: undefined, flag: undefined };
    if (layer.source.type === "sessionFlags") {
      return { place: undefined, flag: overrideTextFor(overrides, keyPath) };
    }
    const { text } = layer;
    return { place: text && placeOfKey(text, keyPath, part, indexOf(text)), flag: undefined };
  };
}
