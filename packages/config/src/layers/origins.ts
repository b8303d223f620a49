import type { KeyPath } from "../toml/key-path.ts";
import { isRawTable, type RawTable, type RawValue } from "../toml/raw-value.ts";
import type { ConfigLayer, ConfigLayerSource } from "./layer.ts";
import { layerOf } from "./locate.ts";

/** Every leaf of `merged` by its dotted key, with the layer that set it. List elements are `key.<index>`. */
export function findOrigins(
  merged: RawTable,
  layers: readonly ConfigLayer[],
): Readonly<Record<string, ConfigLayerSource>> {
  const origins: [string, ConfigLayerSource][] = [];
  const visit = (value: RawValue, keyPath: KeyPath): void => {
    if (isRawTable(value)) {
      for (const [key, member] of Object.entries(value)) visit(member, [...keyPath, key]);
      return;
    }
    if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) visit(element, [...keyPath, index]);
      return;
    }
    const layer = layerOf(layers, keyPath);
    if (layer) origins.push([keyPath.join("."), layer.source]);
  };
  visit(merged, []);
  return Object.fromEntries(origins);
}
