/**
 * Walks up from a directory in search of what marks a project. Looks are taken at once: a look through the
 * thread pool takes thirty times as long, and starts wait for all of them.
 */
import { existsSync, realpathSync } from "node:fs";
import path from "node:path";

/** The directory and all above it, nearest first. */
export function ancestors(directory: string): readonly string[] {
  const found = [directory];
  for (let current = directory; path.dirname(current) !== current; ) {
    current = path.dirname(current);
    found.push(current);
  }
  return found;
}

/** The nearest of `directories` (given nearest first) that holds an entry with one of the names. */
export function nearestWithEntry(
  directories: readonly string[],
  names: readonly string[],
): string | undefined {
  return directories.find((directory) => names.some((name) => existsSync(path.join(directory, name))));
}

/** The real path, or the path itself where there is nothing. */
export function realPathOrSame(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
}
