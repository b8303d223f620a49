/** The diff of everything that the patches of one turn changed. */
import {
  createNodePatchFs,
  formatTurnDiff,
  readTurnFileState,
  type TurnFileChange,
  type TurnFileState,
} from "@codex-ts/apply-patch";
import { findGitRoot } from "@codex-ts/git";
import type { DiffTracker } from "../ports/diff-tracker.ts";

interface TrackedFile {
  readonly origin: string;
  readonly baseline: TurnFileState | undefined;
}

/** Makes the tracker of a turn; paths are shown relative to the repository of `cwd`. */
export function createDiffTracker(cwd: string): DiffTracker {
  const fs = createNodePatchFs();
  /** By the path under which the file is now. */
  const files = new Map<string, TrackedFile>();
  // A file that cannot be read is shown as missing: the diff is a view, and must not fail a patch.
  const read = (path: string) => readTurnFileState(fs, path).catch(() => undefined);

  return {
    async before(changes) {
      for (const { path, movePath } of changes) {
        const tracked = files.get(path) ?? { origin: path, baseline: await read(path) };
        files.set(path, tracked);
        if (movePath === undefined || movePath === path) continue;
        if (!files.has(movePath)) files.set(movePath, { origin: path, baseline: tracked.baseline });
      }
    },
    async diff() {
      if (files.size === 0) return "";
      const changes = new Map<string, TurnFileChange>();
      const states = await Promise.all(
        [...files.keys()].map(async (path) => [path, await read(path)] as const),
      );
      const present = new Map(states);
      const moved = new Set(
        [...files]
          .filter(([path, { origin }]) => origin !== path && present.get(path))
          .map(([, f]) => f.origin),
      );
      for (const [path, { origin, baseline }] of files) {
        const after = present.get(path);
        if (after === undefined && moved.has(path)) continue;
        const movedFrom = origin !== path && after ? origin : undefined;
        const before = origin === path || movedFrom ? baseline : undefined;
        changes.set(path, { before, after, movedFrom });
      }
      return formatTurnDiff(changes, (await findGitRoot(cwd)) ?? cwd);
    },
  };
}
