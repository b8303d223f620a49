import type { RawTable } from "../toml/raw-value.ts";
import type { SourceText } from "../toml/source-text.ts";

/** Where a layer comes from, in the words of the app-server protocol. */
export type ConfigLayerSource =
  | { readonly type: "system"; readonly file: string }
  | { readonly type: "user"; readonly file: string }
  | { readonly type: "project"; readonly dotCodexFolder: string }
  | { readonly type: "sessionFlags" }
  | { readonly type: "legacyManagedConfigTomlFromFile"; readonly file: string };

/** One source of settings. Layers merge from the lowest precedence up. */
export interface ConfigLayer {
  readonly source: ConfigLayerSource;
  /** The settings, path-typed values made absolute. */
  readonly table: RawTable;
  /** Why the layer does not count; undefined = it counts. */
  readonly disabledReason: string | undefined;
  /** The text that the values stand in, for messages; undefined without a file. */
  readonly text: SourceText | undefined;
}
