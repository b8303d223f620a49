/** Brings a work tree back to a snapshot, in a way that can itself be taken back. */
import { rmdir, unlink } from "node:fs/promises";
import path from "node:path";
import type { GhostCommit } from "@codex-ts/protocol";
import { GitError } from "../errors.ts";
import type { GitPlace } from "../git-place.ts";
import { readable, type ScratchRepository, withScratchRepository } from "./scratch-repository.ts";
import { commitWorkTree, type SnapshotOptions } from "./take-snapshot.ts";
import type { WorkTreeChanges } from "./work-tree-changes.ts";

/** What was done. */
export interface RestoredSnapshot {
  /** A snapshot of everything right before, from which the user can fetch what the restore removed. */
  readonly before: string;
  /** Files that did not exist at the snapshot and are gone now, relative to the root of the tree. */
  readonly removed: readonly string[];
  /** New files and folders that stay, because no snapshot could bring them back. */
  readonly kept: readonly string[];
}

/** An object name; what comes from a rollout must never be taken for an option. */
const OBJECT_NAME = /^[0-9a-f]{40,64}$/;

/**
 * Restores all files at and below `place`, and removes those that appeared since. What git ignores, the
 * user's index, the branch and the stash stay as they are. Throws `GitError`; up to the first error that
 * git reports while it restores, nothing has been changed.
 */
export async function restoreSnapshot(
  place: GitPlace,
  commit: GhostCommit,
  options: SnapshotOptions,
  signal: AbortSignal,
): Promise<RestoredSnapshot> {
  if (!OBJECT_NAME.test(commit.id)) throw new GitError(`not a commit: ${commit.id}`);
  const restore = async (repository: ScratchRepository): Promise<RestoredSnapshot> => {
    await repository.git(["cat-file", "-e", `${commit.id}^{commit}`], {}, signal);
    const { snapshot, changes } = await commitWorkTree(repository, options, signal);
    const stored = await restoreFiles(repository, commit.id, signal);
    return { before: snapshot.commit.id, ...(await removeNewFiles(repository, commit, stored, changes)) };
  };
  const restored = await withScratchRepository(place, options.scratchFolder, restore, signal);
  if (!restored) throw new GitError(`there is no git work tree at ${place.cwd}`);
  return restored;
}

/**
 * Writes the files of the snapshot below the place, and takes away tracked ones that it does not have. Gives the
 * names of those that it has.
 */
async function restoreFiles(
  { git, prefix }: ScratchRepository,
  id: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const below = prefix === "" ? "." : prefix;
  const [stored, tracked] = await Promise.all([
    git(["ls-tree", "-r", "--name-only", "-z", id, "--", below], {}, signal),
    git(["ls-files", "-z", "--", below], {}, signal),
  ]);
  // Git takes a path under which neither side has a file for a mistake.
  if (stored !== "" || tracked !== "") {
    await git(["restore", `--source=${id}`, "--worktree", "--", below], {}, signal);
  }
  return stored.split("\0");
}

/** Goes by what was there right before: what appears meanwhile is in no snapshot, and stays. */
async function removeNewFiles(
  repository: ScratchRepository,
  commit: GhostCommit,
  stored: readonly string[],
  { untracked, nested, leftOut }: WorkTreeChanges,
): Promise<Pick<RestoredSnapshot, "removed" | "kept">> {
  const known = new Set([
    ...(commit.preexisting_untracked_files ?? []),
    ...(commit.preexisting_untracked_dirs ?? []),
  ]);
  const isNew = (name: string) => name.startsWith(repository.prefix) && !known.has(readable(name));
  // What is no longer tracked may have come back with the snapshot.
  const restored = new Set(stored);
  const removed: string[] = [];
  for (const name of untracked.filter(isNew)) {
    if (!restored.has(name) && (await removeFile(repository.root, name))) removed.push(name);
  }
  const kept = [...nested, ...leftOut.largeFiles, ...leftOut.largeFolders].filter(isNew);
  return { removed: removed.map(readable), kept: kept.map(readable) };
}

/** Errors that say that the restore has taken the file away already. */
const GONE: ReadonlySet<string | undefined> = new Set(["ENOENT", "ENOTDIR", "EISDIR"]);

/** Removes a file, and the folders that it leaves empty. False when it had gone already. */
async function removeFile(root: string, name: string): Promise<boolean> {
  const top = Buffer.from(root).toString("latin1");
  const at = (relative: string) => Buffer.from(`${top}/${relative}`, "latin1");
  try {
    await unlink(at(name));
  } catch (error) {
    if (!GONE.has((error as NodeJS.ErrnoException).code)) throw error;
    return false;
  }
  for (let folder = path.posix.dirname(name); folder !== "."; folder = path.posix.dirname(folder)) {
    const isEmpty = await rmdir(at(folder)).then(
      () => true,
      () => false,
    );
    if (!isEmpty) break;
  }
  return true;
}
