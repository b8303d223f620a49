/** Reading settings. */
import * as z from "zod/mini";
import { OffByDefault } from "../../off-by-default.ts";
import { ConfigLayer, ConfigLayerMetadata } from "./config-layers.ts";
import { Config } from "./config-values.ts";

export const ConfigReadParams = z.object({
  /** Absent: no project layers. */
  cwd: z.nullish(z.string()),
  includeLayers: OffByDefault,
});
/** Parameters of `config/read`. */
export type ConfigReadParams = z.infer<typeof ConfigReadParams>;

export const ConfigReadResponse = z.object({
  config: Config,
  /** By dotted path of the leaf. */
  origins: z.record(z.string(), ConfigLayerMetadata),
  /** Highest precedence first; only when asked for. */
  layers: z.nullish(z.array(ConfigLayer)),
});
/** Answer of `config/read`: effective settings and the layer of each. */
export type ConfigReadResponse = z.infer<typeof ConfigReadResponse>;
