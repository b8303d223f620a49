/** Keeps a work tree as a commit that no branch points to. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { GhostCommit } from "@codex-ts/protocol";
import type { GitPlace } from "../git-place.ts";
import { snapshotGit } from "./snapshot-git.ts";
import { readWorkTreeChanges, type SnapshotLimits, type WorkTreeChanges } from "./work-tree-changes.ts";

/** What snapshots need besides the place. */
export interface SnapshotOptions extends SnapshotLimits {
  /** Where an index of our own may lie for a moment; made when it is missing. */
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
  const root = await findTop(place, signal);
  if (!root) return undefined;
  const changes = await readWorkTreeChanges(root, options, signal);
  return await withScratchIndex(options.scratchFolder, async (indexFile) => {
    const parent = await headCommit(root, signal);
    await snapshotGit(root, ["read-tree", parent ?? "--empty"], { indexFile }, signal);
    const changed = [...changes.tracked, ...changes.untracked];
    if (changed.length > 0) {
      const update = ["update-index", "--add", "--remove", "-z", "--stdin"];
      await snapshotGit(
        root,
        update,
        { indexFile, input: changed.map((name) => `${name}\0`).join("") },
        signal,
      );
    }
    const tree = (await snapshotGit(root, ["write-tree"], { indexFile }, signal)).trim();
    const from = parent === undefined ? [] : ["-p", parent];
    const commit = await snapshotGit(root, ["commit-tree", tree, ...from, "-m", MESSAGE], {}, signal);
    return toSnapshot(commit.trim(), parent, changes);
  });
}

/** The top of the work tree around a place; undefined when there is none. */
export async function findTop(place: GitPlace, signal: AbortSignal): Promise<GitPlace | undefined> {
  try {
    const top = await snapshotGit(place, ["rev-parse", "--show-toplevel"], {}, signal);
    return { ...place, cwd: Buffer.from(top, "latin1").toString("utf8").replace(/\n$/, "") };
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Lends an index file that does not exist yet, and clears up after it. */
export async function withScratchIndex<Value>(
  scratchFolder: string,
  use: (indexFile: string) => Promise<Value>,
): Promise<Value> {
  await mkdir(scratchFolder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(scratchFolder, "snapshot-"));
  try {
    return await use(path.join(folder, "index"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function headCommit(root: GitPlace, signal: AbortSignal): Promise<string | undefined> {
  try {
    return (
      await snapshotGit(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], {}, signal)
    ).trim();
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
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

/** A path as text; bytes that are no UTF-8 show as replacement characters. */
export function readable(name: string): string {
  return Buffer.from(name, "latin1").toString("utf8");
}
