/** The directory whose trust a working tree shares. */
import { realpathSync } from "node:fs";
import path from "node:path";
import { parseGitConfig } from "./config-file.ts";
import { readIfPresent } from "./read-if-present.ts";
import { openRepository } from "./repository.ts";
import { findGitRoot } from "./root.ts";

/**
 * The real path of the main working tree: for a linked worktree that of the repository it was made from
 * (the parent directory, where that is a bare one), for everything else the tree's own root. Undefined
 * outside a working tree.
 *
 * A tree is a linked worktree only when the repository lists it at this place. Without that check any
 * directory could claim the trust of a repository by a `.git` file that points into it.
 */
export async function gitCommonRoot(cwd: string): Promise<string | undefined> {
  const root = findGitRoot(cwd);
  if (root === undefined) return undefined;
  // What is missing or cannot be read connects the tree to nothing.
  const main = await findMainTree(root).catch(() => undefined);
  return main ?? realpathSync.native(root);
}

async function findMainTree(root: string): Promise<string | undefined> {
  const repository = await openRepository(root);
  if (repository.commonDir === repository.gitDir) return undefined;
  const gitDir = realpathSync.native(repository.gitDir);
  const commonDir = realpathSync.native(repository.commonDir);
  if (path.dirname(gitDir) !== path.join(commonDir, "worktrees")) return undefined;
  const backPointer = await readIfPresent(path.join(gitDir, "gitdir"));
  if (backPointer === undefined) return undefined;
  const listedRoot = path.dirname(path.resolve(gitDir, backPointer.trimEnd()));
  if (realpathSync.native(listedRoot) !== realpathSync.native(root)) return undefined;
  const isMainTree = path.basename(commonDir) === ".git" || (await isBare(commonDir));
  return isMainTree ? path.dirname(commonDir) : undefined;
}

/** A submodule's repository is neither bare nor beside its tree: the place it lies in is nobody's project. */
async function isBare(commonDir: string): Promise<boolean> {
  const entries = parseGitConfig((await readIfPresent(path.join(commonDir, "config"))) ?? "");
  const setting = entries?.findLast((entry) => entry.section === "core" && entry.key === "bare");
  return setting?.value.toLowerCase() === "true";
}
