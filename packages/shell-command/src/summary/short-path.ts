/** Names of places, short enough for one line. */

/** Folders that say little about what they hold. */
const DULL: ReadonlySet<string> = new Set(["", "build", "dist", "node_modules", "src"]);

/**
 * The last component of a path that says something: `src/app/src/` is `app`, `dist/build` stays as it is.
 * Backslashes count as slashes.
 */
export function shortPath(path: string): string {
  const trimmed = path.replaceAll("\\", "/").replace(/\/+$/, "");
  return trimmed.split("/").findLast((part) => !DULL.has(part)) ?? trimmed;
}
