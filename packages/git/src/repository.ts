/** The directories in which a repository keeps its data. */
import { lstat } from "node:fs/promises";
import path from "node:path";
import { isDirectory } from "@codex-ts/std/node";
import { readIfPresent } from "./read-if-present.ts";
import { ancestors, exists } from "./root.ts";

/** A repository as its files describe it. */
export interface Repository {
  /** The top of the working tree; undefined inside a bare repository. */
  readonly root: string | undefined;
  /** Holds `HEAD`; for a linked worktree a directory of its own. */
  readonly gitDir: string;
  /** Holds branches, objects and the configuration; shared by all worktrees. */
  readonly commonDir: string;
}

/**
 * Finds the repository of a directory by the rules git has: the nearest `.git`, or a bare repository around
 * the directory. Undefined when there is none; a `.git` file that leads nowhere still counts, and reading
 * from it fails later.
 */
export async function locateRepository(cwd: string): Promise<Repository | undefined> {
  for (const directory of ancestors(cwd)) {
    const dotGit = path.join(directory, ".git");
    if (exists(dotGit)) return await openRepository(directory);
    if (await isBareRepository(directory)) {
      return { root: undefined, gitDir: directory, commonDir: directory };
    }
  }
  return undefined;
}

/** The repository whose working tree starts at `root`, which must hold a `.git`. */
export async function openRepository(root: string): Promise<Repository> {
  const dotGit = path.join(root, ".git");
  const gitDir = isDirectory(dotGit) ? dotGit : await followPointer(root, dotGit);
  const common = await readIfPresent(path.join(gitDir, "commondir"));
  const commonDir = common === undefined ? gitDir : path.resolve(gitDir, common.trimEnd());
  return { root, gitDir, commonDir };
}

/** A `.git` file holds one line, `gitdir: <path>`, relative to its own directory. */
async function followPointer(root: string, dotGit: string): Promise<string> {
  const text = await readIfPresent(dotGit);
  const target = /^gitdir: (.+?)[\r\n]*$/u.exec(text ?? "")?.[1];
  return target === undefined ? dotGit : path.resolve(root, target);
}

/** What git asks of a directory before it takes it for a repository. */
async function isBareRepository(directory: string): Promise<boolean> {
  const head = await lstat(path.join(directory, "HEAD")).catch(() => undefined);
  if (head === undefined || head.isDirectory()) return false;
  return ["objects", "refs"].every((name) => isDirectory(path.join(directory, name)));
}
