/** The working tree that a directory belongs to, found without starting a process. */
import { lstat } from "node:fs/promises";
import path from "node:path";

/**
 * The nearest directory, from `cwd` upwards, that holds a `.git` file or directory; undefined when there is
 * none. The path is an ancestor as written, links are not resolved, and `.git` is not looked into.
 */
export async function findGitRoot(cwd: string): Promise<string | undefined> {
  for (const directory of ancestors(cwd)) {
    if (await exists(path.join(directory, ".git"))) return directory;
  }
  return undefined;
}

/** A directory and all that contain it, nearest first. */
export function ancestors(directory: string): string[] {
  const found = [path.resolve(directory)];
  for (let last = found[0] ?? directory; path.dirname(last) !== last; last = path.dirname(last)) {
    found.push(path.dirname(last));
  }
  return found;
}

/** True when something is at the path. What may not be looked at counts as absent. */
export async function exists(file: string): Promise<boolean> {
  return await lstat(file).then(
    () => true,
    () => false,
  );
}
