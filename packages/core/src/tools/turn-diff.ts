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

/** Makes the tracker of a turn; paths are shown relative to the repository of `cwd`, without one as they are. */
export function createDiffTracker(cwd: string): DiffTracker {
  const fs = createNodePatchFs();
  /** What was at each path when the turn first touched it; undefined where nothing was. */
  const baselines = new Map<string, TurnFileState | undefined>();
  /** Where the file at a path was at the beginning of the turn, for files that were moved. */
  const origins = new Map<string, string>();
  // A file that cannot be read is shown as missing: the diff is a view, and must not fail a patch.
  const read = (path: string) => readTurnFileState(fs, path).catch(() => undefined);

  const keepBaseline = async (path: string) => {
    if (!baselines.has(path)) baselines.set(path, await read(path));
  };

  return {
    async before(changes) {
      for (const { path, movePath } of changes) {
        await keepBaseline(path);
        if (movePath === undefined || movePath === path) continue;
        await keepBaseline(movePath);
        origins.set(movePath, origins.get(path) ?? path);
        origins.delete(path);
      }
    },
    async diff() {
      if (baselines.size === 0) return "";
      const paths = [...baselines.keys()];
      const present = new Map(
        await Promise.all(paths.map(async (path) => [path, await read(path)] as const)),
      );
      return formatTurnDiff(netChanges(baselines, origins, present), findGitRoot(cwd));
    },
  };
}

type States = ReadonlyMap<string, TurnFileState | undefined>;

/** Each path with its content before and after; a file that only changed its name is one change. */
function netChanges(
  baselines: States,
  origins: ReadonlyMap<string, string>,
  present: States,
): Map<string, TurnFileChange> {
  const changes = new Map<string, TurnFileChange>();
  const gone = new Set<string>();
  for (const [path, origin] of origins) {
    const isMove = present.get(path) && !present.get(origin) && !baselines.get(path);
    const before = baselines.get(origin);
    if (!isMove || !before) continue;
    changes.set(path, { before, after: present.get(path), movedFrom: origin });
    gone.add(origin);
  }
  for (const [path, before] of baselines) {
    const after = present.get(path);
    const isTold = changes.has(path) || gone.has(path) || (!before && !after);
    if (!isTold) changes.set(path, { before, after, movedFrom: undefined });
  }
  return changes;
}
