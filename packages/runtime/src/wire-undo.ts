/** Undo: snapshots of the work tree where the user asked for them. */
import path from "node:path";
import type { ResolvedConfig } from "@codex-ts/config";
import type { UndoPoints } from "@codex-ts/core";
import type { RestoredSnapshot, Snapshot } from "@codex-ts/git/snapshot";
import type { RuntimeOptions } from "./runtime-options.ts";

/** As many names as a warning may list before it is no longer read (Codex 0.99.0). */
const MAX_NAMES = 3;

/** Undefined unless the feature `undo` is on. */
export function createUndoPoints(config: ResolvedConfig, { env }: RuntimeOptions): UndoPoints | undefined {
  if (!config.features.undo) return undefined;
  const { ignoreLargeUntrackedFiles, ignoreLargeUntrackedDirs, disableWarnings } = config.ghostSnapshot;
  const options = {
    scratchFolder: path.join(config.codexHome, "tmp"),
    maxUntrackedBytes: ignoreLargeUntrackedFiles,
    maxFolderFiles: ignoreLargeUntrackedDirs,
  };
  return {
    async take(cwd, signal) {
      const { takeSnapshot } = await import("@codex-ts/git/snapshot");
      const snapshot = await takeSnapshot({ cwd, env }, options, signal);
      return snapshot && { commit: snapshot.commit, warnings: disableWarnings ? [] : warningsOf(snapshot) };
    },
    async restore(cwd, commit, signal) {
      const { restoreSnapshot } = await import("@codex-ts/git/snapshot");
      return describe(commit.id, await restoreSnapshot({ cwd, env }, commit, options, signal));
    },
  };
}

function warningsOf({ largeFiles, largeFolders }: Snapshot): readonly string[] {
  return [
    ...warning(largeFiles, "files are too large", "ignore_large_untracked_files"),
    ...warning(largeFolders, "folders hold too many new files", "ignore_large_untracked_dirs"),
  ];
}

function warning(names: readonly string[], what: string, key: string): readonly string[] {
  if (names.length === 0) return [];
  return [`Undo leaves these as they are, since the ${what} ([ghost_snapshot] ${key}): ${list(names)}`];
}

function describe(id: string, { before, removed, kept }: RestoredSnapshot): string {
  return [
    `The files are as they were in snapshot ${id.slice(0, 7)}.`,
    ...(removed.length === 0 ? [] : [`Removed, since they are newer: ${list(removed)}.`]),
    ...(kept.length === 0 ? [] : [`Left in place, since no snapshot holds them: ${list(kept)}.`]),
    `To take this back: git restore --source=${before} --worktree .`,
  ].join(" ");
}

function list(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES;
  return names.slice(0, MAX_NAMES).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
