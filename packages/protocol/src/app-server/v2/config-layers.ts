/** Where settings come from. */
import * as z from "zod/mini";
import { AbsolutePath } from "../../paths.ts";

export const ConfigLayerSource = z.discriminatedUnion("type", [
  z.object({ type: z.literal("mdm"), domain: z.string(), key: z.string() }),
  z.object({ type: z.literal("system"), file: AbsolutePath }),
  z.object({ type: z.literal("user"), file: AbsolutePath }),
  z.object({ type: z.literal("project"), dotCodexFolder: AbsolutePath }),
  z.object({ type: z.literal("sessionFlags") }),
  z.object({ type: z.literal("legacyManagedConfigTomlFromFile"), file: AbsolutePath }),
  z.object({ type: z.literal("legacyManagedConfigTomlFromMdm") }),
]);
/** One place that settings come from. */
export type ConfigLayerSource = z.infer<typeof ConfigLayerSource>;

export const ConfigLayerMetadata = z.object({
  name: ConfigLayerSource,
  /** `sha256:` and the hash of the layer's key-sorted JSON. */
  version: z.string(),
});
/** A layer without its content. */
export type ConfigLayerMetadata = z.infer<typeof ConfigLayerMetadata>;

export const ConfigLayer = z.object({
  name: ConfigLayerSource,
  config: z.unknown(),
  version: z.string(),
  /** Why the layer counts for nothing. */
  disabledReason: z.nullish(z.string()),
});
/** A layer. */
export type ConfigLayer = z.infer<typeof ConfigLayer>;

export const OverriddenMetadata = z.object({
  effectiveValue: z.unknown(),
  message: z.string(),
  overridingLayer: ConfigLayerMetadata,
});
/** Why a written value is not in force. */
export type OverriddenMetadata = z.infer<typeof OverriddenMetadata>;
