/** Brings a work tree back to a snapshot, in a way that can itself be taken back. */
import { copyFile, rmdir, unlink } from "node:fs/promises";
import path from "node:path";
import type { GhostCommit } from "@codex-ts/protocol";
import { GitError } from "../errors.ts";
import type { GitPlace } from "../git-place.ts";
import { snapshotGit } from "./snapshot-git.ts";
import { findTop, readable, type SnapshotOptions, takeSnapshot, withScratchIndex } from "./take-snapshot.ts";
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
  const root = await findTop(place, signal);
  if (!root) throw new GitError(`there is no git work tree at ${place.cwd}`);
  await snapshotGit(root, ["cat-file", "-e", `${commit.id}^{commit}`], {}, signal);
  const before = await takeSnapshot(root, options, signal);
  if (!before) throw new GitError(`there is no git work tree at ${root.cwd}`);

  const scope = (await snapshotGit(place, ["rev-parse", "--show-prefix"], {}, signal)).replace(/\n$/, "");
  await restoreFiles(root, commit.id, scope, options, signal);
  const { untracked, nested, leftOut } = await readWorkTreeChanges(root, options, signal);
  const known = new Set([
    ...(commit.preexisting_untracked_files ?? []),
    ...(commit.preexisting_untracked_dirs ?? []),
  ]);
  const isNew = (name: string) => name.startsWith(scope) && !known.has(readable(name));
  const removed = untracked.filter(isNew);
  for (const name of removed) await removeFile(root.cwd, name);
  const kept = [...nested, ...leftOut.largeFiles, ...leftOut.largeFolders].filter(isNew);
  return { before: before.commit.id, removed: removed.map(readable), kept: kept.map(readable) };
}

/** Writes the files of the snapshot below `scope`, and takes away tracked ones that it does not have. */
async function restoreFiles(
  root: GitPlace,
  id: string,
  scope: string,
  { scratchFolder }: SnapshotOptions,
  signal: AbortSignal,
): Promise<void> {
  const below = scope === "" ? "." : scope;
  await withScratchIndex(scratchFolder, async (indexFile) => {
    // Git notes in the index what it wrote; in a copy, so that the user's own is not even locked.
    const own = (await snapshotGit(root, ["rev-parse", "--git-path", "index"], {}, signal)).replace(
      /\n$/,
      "",
    );
    await copyFile(path.resolve(root.cwd, readable(own)), indexFile).catch(ignoreMissing);
    const [stored, tracked] = await Promise.all([
      snapshotGit(root, ["ls-tree", "-r", "--name-only", "-z", id, "--", below], {}, signal),
      snapshotGit(root, ["ls-files", "-z", "--", below], { indexFile }, signal),
    ]);
    // Git takes a path under which neither side has a file for a mistake.
    if (stored === "" && tracked === "") return;
    await snapshotGit(root, ["restore", `--source=${id}`, "--worktree", "--", below], { indexFile }, signal);
  });
}

/** Removes a file, and the folders that it leaves empty. */
async function removeFile(root: string, name: string): Promise<void> {
  const top = Buffer.from(root).toString("latin1");
  const at = (relative: string) => Buffer.from(`${top}/${relative}`, "latin1");
  await unlink(at(name)).catch(ignoreMissing);
  for (let folder = path.posix.dirname(name); folder !== "."; folder = path.posix.dirname(folder)) {
    const isEmpty = await rmdir(at(folder)).then(
      () => true,
      () => false,
    );
    if (!isEmpty) return;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
