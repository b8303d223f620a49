/** Walks up from a directory in search of what marks a project. */
import { realpath, stat } from "node:fs/promises";
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
export async function nearestWithEntry(
  directories: readonly string[],
  names: readonly string[],
): Promise<string | undefined> {
  const holds = await Promise.all(
    directories.map(async (directory) => {
      const found = await Promise.all(names.map((name) => exists(path.join(directory, name))));
      return found.includes(true);
    }),
  );
  return directories[holds.indexOf(true)];
}

/** The real path, or the path itself where there is nothing. */
export async function realPathOrSame(file: string): Promise<string> {
  return realpath(file).catch(() => file);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
