/** Which skills the user has switched on and off. */
import type { ConfigLayer } from "../layers/layer.ts";
import { valueAt } from "../layers/merge.ts";
import type { SkillSettings } from "../resolved-config.ts";
import { isRawTable, type RawValue } from "../toml/raw-value.ts";

/** Only the user's own file counts: a project must not switch off, or on, what the user has installed. */
export function resolveSkills(layers: readonly ConfigLayer[]): SkillSettings {
  const user = layers.find(({ source }) => source.type === "user");
  const entries = user && valueAt(user.table, ["skills", "config"]);
  return { config: Array.isArray(entries) ? entries.flatMap(toEntry) : [] };
}

/** An entry that another layer hides from the check of types may be anything. */
function toEntry(entry: RawValue): SkillSettings["config"][number][] {
  if (!isRawTable(entry)) return [];
  const { path, enabled } = entry;
  return typeof path === "string" && typeof enabled === "boolean" ? [{ path, enabled }] : [];
}
