import { nearestName } from "@codex-ts/std";
import type { ConfigProblem } from "../diagnostics.ts";
import { type ConfigLayer, isManaged } from "../layers/layer.ts";
import { mergeLayers } from "../layers/load-layers.ts";
import type { Locate } from "../layers/locate.ts";
import { mergeTables } from "../layers/merge.ts";
import type { RawConfig } from "../raw/config-table.ts";
import { profileToggleKeys } from "../raw/features.ts";
import { profileKeys } from "../raw/profile.ts";
import type { KeyPath } from "../toml/key-path.ts";
import type { RawTable } from "../toml/raw-value.ts";
import { withSafeIntegers } from "../toml/safe-integers.ts";

/** The profile in use. */
export interface ActiveProfile {
  readonly name: string;
  readonly table: RawTable;
}

/** The settings in the three groups that a profile stands between. */
export interface ProfiledSettings {
  /** Everything merged, the profile applied. */
  readonly effective: RawTable;
  /** Weakest first: the files, the profile, then flags and managed settings. */
  readonly sources: readonly RawTable[];
  /** The top-level keys that flags or managed settings set. */
  readonly flagKeys: ReadonlySet<string>;
  /** Where the effective value of a top-level key stands. */
  readonly settingPath: (key: string) => KeyPath;
}

/** Finds the profile that a flag or the key `profile` names; undefined when neither does. */
export function selectProfile(
  merged: RawConfig,
  chosen: string | undefined,
  locate: Locate,
):
  | { readonly ok: true; readonly profile: ActiveProfile | undefined }
  | { readonly ok: false; readonly problem: ConfigProblem } {
  const name = chosen ?? merged.profile;
  if (name === undefined) return { ok: true, profile: undefined };
  const profiles = merged.profiles ?? {};
  const table = Object.hasOwn(profiles, name) ? (profiles[name] as RawTable) : undefined;
  if (table) return { ok: true, profile: { name, table } };
  const origin = chosen === undefined ? locate(["profile"], "value") : { place: undefined, flag: undefined };
  return {
    ok: false,
    problem: {
      code: "unknown-profile",
      message: `config profile \`${name}\` not found${hint(name, Object.keys(profiles))}`,
      keyPath: chosen === undefined ? ["profile"] : undefined,
      ...origin,
    },
  };
}

/**
 * Lays a profile over the files but under `-c` and managed settings: what stands nearer to the user wins,
 * and what an administrator manages wins over both.
 */
export function applyProfile(
  layers: readonly ConfigLayer[],
  profile: ActiveProfile | undefined,
): ProfiledSettings {
  const isAbove = ({ source }: ConfigLayer) => source.type === "sessionFlags" || isManaged(source);
  const below = withSafeIntegers(mergeLayers(layers.filter((layer) => !isAbove(layer))));
  const above = withSafeIntegers(mergeLayers(layers.filter(isAbove)));
  const overlay = filterKeys(profile?.table ?? {}, (key) => profileKeys.has(key));
  const atTop = (table: RawTable) => filterKeys(table, (key) => !Object.hasOwn(profileToggleKeys, key));
  return {
    effective: mergeTables(mergeTables(below, overlay), above),
    sources: [atTop(below), overlay, atTop(above)],
    flagKeys: new Set(Object.keys(above)),
    settingPath(key) {
      const isFromProfile = !Object.hasOwn(above, key) && Object.hasOwn(overlay, key);
      return profile && isFromProfile ? ["profiles", profile.name, key] : [key];
    },
  };
}

/** What stands where its key is unknown was announced as ignored, and has not been checked. */
function filterKeys(table: RawTable, isKept: (key: string) => boolean): RawTable {
  return Object.fromEntries(Object.entries(table).filter(([key]) => isKept(key)));
}

function hint(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `. Did you mean \`${nearest}\`?`;
  return known.length === 0 ? "" : `. Known profiles: ${known.join(", ")}`;
}
