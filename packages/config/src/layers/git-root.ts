/** Finds the repository around a directory by reading its files; starts no git. */
import { readFile, realpath, stat } from "node:fs/promises";
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

/**
 * The root of the main repository that a root belongs to: itself, or for a linked worktree the one whose
 * `.git` it shares. The link counts only when the repository knows the worktree as well, so that a
 * foreign folder cannot claim to be one.
 */
export async function mainRepositoryRoot(gitRoot: string): Promise<string> {
  const dotGit = path.join(gitRoot, ".git");
  const pointer = await readFile(dotGit, "utf8").catch(() => undefined);
  const target = pointer === undefined ? undefined : /^gitdir:\s*(.+?)\s*$/m.exec(pointer)?.[1];
  if (target === undefined) return gitRoot;
  try {
    const gitDir = await realpath(path.resolve(gitRoot, target));
    const [common, backPointer] = await Promise.all([
      readFile(path.join(gitDir, "commondir"), "utf8"),
      readFile(path.join(gitDir, "gitdir"), "utf8"),
    ]);
    const commonDir = await realpath(path.resolve(gitDir, common.trim()));
    const [expected, claimed] = await Promise.all([
      realpath(path.resolve(gitDir, backPointer.trim())),
      realpath(dotGit),
    ]);
    const isKnown = path.dirname(gitDir) === path.join(commonDir, "worktrees") && expected === claimed;
    return isKnown ? path.dirname(commonDir) : gitRoot;
  } catch {
    // Not a linked worktree (a submodule has no `commondir`), or a broken one.
    return gitRoot;
  }
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
