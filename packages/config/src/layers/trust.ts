/** Which projects the user trusts. */
import { isRawTable, type RawTable } from "../toml/raw-value.ts";
import { valueAt } from "./merge.ts";

/** An entry of `[projects]` that means `path` and is spelt otherwise, such as with a slash at its end. */
export function nearTrustEntry(table: RawTable, path: string): string | undefined {
  const entries = table["projects"];
  if (!isRawTable(entries)) return undefined;
  const plain = (text: string) =>
    text
      .replace(/[\\/]+/g, "/")
      .replace(/\/$/, "")
      .toLowerCase();
  return Object.keys(entries).find((key) => key !== path && plain(key) === plain(path));
}

/** The user's word about a project; undecided until the user has been asked. */
export type ProjectTrust = "trusted" | "untrusted" | "undecided";

/**
 * What `[projects]` of `table` says about a directory: the first of the paths that has an entry decides.
 * Paths are compared as exact text, without patterns.
 */
export function trustIn(table: RawTable, paths: readonly string[]): ProjectTrust {
  for (const path of paths) {
    const entry = valueAt(table, ["projects", path]);
    const level = isRawTable(entry) ? entry["trust_level"] : undefined;
    if (level === "trusted" || level === "untrusted") return level;
  }
  return "undecided";
}
