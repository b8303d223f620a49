/** Which skills the user has switched off. */
import { realpath } from "node:fs/promises";

/** One `[[skills.config]]` of the user's config. */
export interface SkillConfigEntry {
  /** Path of a `SKILL.md`. */
  readonly path: string;
  readonly enabled: boolean;
}

/** Canonical paths of the skills that are off. For one path the last entry counts. */
export async function disabledSkillPaths(entries: readonly SkillConfigEntry[]): Promise<ReadonlySet<string>> {
  const resolved = await Promise.all(
    // An entry for a skill that is gone stays as it is and matches nothing.
    entries.map(async (entry) => ({
      ...entry,
      path: await realpath(entry.path).catch(() => entry.path),
    })),
  );
  const disabled = new Set<string>();
  for (const entry of resolved) {
    if (entry.enabled) disabled.delete(entry.path);
    else disabled.add(entry.path);
  }
  return disabled;
}
