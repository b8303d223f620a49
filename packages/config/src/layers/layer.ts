import type { RawTable } from "../toml/raw-value.ts";
import type { SourceText } from "../toml/source-text.ts";

/** Where a layer comes from, in the words of the app-server protocol. */
export type ConfigLayerSource =
  | { readonly type: "system"; readonly file: string }
  | { readonly type: "user"; readonly file: string }
  | { readonly type: "project"; readonly dotCodexFolder: string }
  | { readonly type: "sessionFlags" }
  | { readonly type: "legacyManagedConfigTomlFromFile"; readonly file: string }
  | { readonly type: "legacyManagedConfigTomlFromMdm" };

/** A source in words, as messages about precedence name it. */
export function describeSource(source: ConfigLayerSource): string {
  switch (source.type) {
    case "system":
      return `managed config (system): ${source.file}`;
    case "user":
      return `user config: ${source.file}`;
    case "project":
      return `project config: ${source.dotCodexFolder}/config.toml`;
    case "sessionFlags":
      return "session flags";
    case "legacyManagedConfigTomlFromFile":
      return `legacy managed_config.toml: ${source.file}`;
    case "legacyManagedConfigTomlFromMdm":
      return "legacy managed configuration from MDM";
  }
}

/** True for what an administrator manages: it beats flags, and it requires what it sets. */
export function isManaged({ type }: ConfigLayerSource): boolean {
  return type === "legacyManagedConfigTomlFromFile" || type === "legacyManagedConfigTomlFromMdm";
}

/** One source of settings. Layers merge from the lowest precedence up. */
export interface ConfigLayer {
  readonly source: ConfigLayerSource;
  /** The settings, path-typed values made absolute. */
  readonly table: RawTable;
  /** Why the layer does not count; undefined = it counts. */
  readonly disabledReason: string | undefined;
  /** False for the folder of a project that the user does not trust, also when it holds no settings. */
  readonly isTrusted: boolean;
  /** The text that the values stand in, for messages; undefined without a file. */
  readonly text: SourceText | undefined;
}
