/** Keeps a work tree as a commit that no branch points to. */
import type { GhostCommit } from "@codex-ts/protocol";
import type { GitPlace } from "../git-place.ts";
import { readable, type ScratchRepository, withScratchRepository } from "./scratch-repository.ts";
import { readWorkTreeChanges, type SnapshotLimits, type WorkTreeChanges } from "./work-tree-changes.ts";

/** What snapshots need besides the place. */
export interface SnapshotOptions extends SnapshotLimits {
  /** Where a repository of our own may lie for a moment; made when it is missing. */
  readonly scratchFolder: string;
}

/** A snapshot, and what it does not hold. */
export interface Snapshot {
  readonly commit: GhostCommit;
  /** Untracked files and folders that were too large, as the user would name them. */
  readonly largeFiles: readonly string[];
  readonly largeFolders: readonly string[];
}

/** The message of such a commit (Codex 0.99.0). */
const MESSAGE = "codex snapshot";

/**
 * Commits the whole work tree around a place, tracked and untracked files, to nowhere: neither the user's
 * index nor a branch nor the stash is touched. Undefined outside of a work tree. Throws `GitError`.
 */
export async function takeSnapshot(
  place: GitPlace,
  options: SnapshotOptions,
  signal: AbortSignal,
): Promise<Snapshot | undefined> {
  const take = async (repository: ScratchRepository) =>
    (await commitWorkTree(repository, options, signal)).snapshot;
  return withScratchRepository(place, options.scratchFolder, take, signal);
}

/** The same in a repository that is lent already, with the changes that the snapshot was made of. */
export async function commitWorkTree(
  repository: ScratchRepository,
  limits: SnapshotLimits,
  signal: AbortSignal,
): Promise<{ readonly snapshot: Snapshot; readonly changes: WorkTreeChanges }> {
  const { head } = repository;
  const changes = await readWorkTreeChanges(repository, limits, signal);
  const inOwnIndex = { index: "empty" } as const;
  await repository.git(["read-tree", head ?? "--empty"], inOwnIndex, signal);
  const changed = [...changes.tracked, ...changes.untracked];
  if (changed.length > 0) {
    const input = changed.map((name) => `${name}\0`).join("");
    const update = ["update-index", "--add", "--remove", "-z", "--stdin"];
    await repository.git(update, { ...inOwnIndex, input }, signal);
  }
  // A clone may have left objects with its server, and what the files hold is here.
  const tree = (await repository.git(["write-tree", "--missing-ok"], inOwnIndex, signal)).trim();
  const from = head === undefined ? [] : ["-p", head];
  const commit = await repository.git(["commit-tree", tree, ...from, "-m", MESSAGE], {}, signal);
  return { snapshot: toSnapshot(commit.trim(), head, changes), changes };
}

function toSnapshot(id: string, parent: string | undefined, changes: WorkTreeChanges): Snapshot {
  const { untracked, nested, leftOut } = changes;
  const files = [...untracked, ...leftOut.generated, ...leftOut.largeFiles, ...leftOut.inLargeFolders];
  return {
    commit: {
      id,
      parent: parent ?? null,
      preexisting_untracked_files: files.map(readable),
      preexisting_untracked_dirs: [...nested, ...leftOut.largeFolders].map(readable),
    },
    largeFiles: leftOut.largeFiles.map(readable),
    largeFolders: leftOut.largeFolders.map(readable),
  };
}
