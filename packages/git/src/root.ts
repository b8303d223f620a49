/**
 * The working tree that a directory belongs to, found without starting a process. Looks are taken at once: the
 * way through the thread pool is longer.
 */
import { lstatSync } from "node:fs";
import path from "node:path";

/**
 * The nearest directory, from `cwd` upwards, that holds a `.git` file or directory; undefined when there is
 * none. The path is an ancestor as written, links are not resolved, and `.git` is not looked into.
 */
export function findGitRoot(cwd: string): string | undefined {
  return ancestors(cwd).find((directory) => exists(path.join(directory, ".git")));
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
export function exists(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
