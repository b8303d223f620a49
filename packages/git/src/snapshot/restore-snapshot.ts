/** Brings a work tree back to a snapshot, in a way that can itself be taken back. */
import { rmdir, unlink } from "node:fs/promises";
import path from "node:path";
import type { GhostCommit } from "@codex-ts/protocol";
import { GitError } from "../errors.ts";
import type { GitPlace } from "../git-place.ts";
import { readable, type ScratchRepository, withScratchRepository } from "./scratch-repository.ts";
import { commitWorkTree, type SnapshotOptions } from "./take-snapshot.ts";
import { readWorkTreeChanges } from "./work-tree-changes.ts";

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
    const before = await commitWorkTree(repository, options, signal);
    await restoreFiles(repository, commit.id, signal);
    return { before: before.commit.id, ...(await removeNewFiles(repository, commit, options, signal)) };
  };
  const restored = await withScratchRepository(place, options.scratchFolder, restore, signal);
  if (!restored) throw new GitError(`there is no git work tree at ${place.cwd}`);
  return restored;
}

/** Writes the files of the snapshot below the place, and takes away tracked ones that it does not have. */
async function restoreFiles(
  { git, prefix }: ScratchRepository,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const below = prefix === "" ? "." : prefix;
  const [stored, tracked] = await Promise.all([
    git(["ls-tree", "-r", "--name-only", "-z", id, "--", below], {}, signal),
    git(["ls-files", "-z", "--", below], {}, signal),
  ]);
  // Git takes a path under which neither side has a file for a mistake.
  if (stored === "" && tracked === "") return;
  await git(["restore", `--source=${id}`, "--worktree", "--", below], {}, signal);
}

async function removeNewFiles(
  repository: ScratchRepository,
  commit: GhostCommit,
  options: SnapshotOptions,
  signal: AbortSignal,
): Promise<Pick<RestoredSnapshot, "removed" | "kept">> {
  const { untracked, nested, leftOut } = await readWorkTreeChanges(repository, options, signal);
  const known = new Set([
    ...(commit.preexisting_untracked_files ?? []),
    ...(commit.preexisting_untracked_dirs ?? []),
  ]);
  const isNew = (name: string) => name.startsWith(repository.prefix) && !known.has(readable(name));
  const removed = untracked.filter(isNew);
  for (const name of removed) await removeFile(repository.root, name);
  const kept = [...nested, ...leftOut.largeFiles, ...leftOut.largeFolders].filter(isNew);
  return { removed: removed.map(readable), kept: kept.map(readable) };
}

/** Removes a file, and the folders that it leaves empty. */
async function removeFile(root: string, name: string): Promise<void> {
  const top = Buffer.from(root).toString("latin1");
  const at = (relative: string) => Buffer.from(`${top}/${relative}`, "latin1");
  await unlink(at(name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  for (let folder = path.posix.dirname(name); folder !== "."; folder = path.posix.dirname(folder)) {
    const isEmpty = await rmdir(at(folder)).then(
      () => true,
      () => false,
    );
    if (!isEmpty) return;
  }
}
