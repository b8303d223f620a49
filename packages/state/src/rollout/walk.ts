/** The rollout files of a home, newest first, without opening any. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { ThreadId } from "@codex-ts/protocol";
import { systemErrorCode, toStateError } from "../errors.ts";
import { compareCursors } from "./cursor.ts";
import { parseRolloutFileName, rolloutRoot } from "./layout.ts";

/** A rollout by its name. */
export interface RolloutFile {
  readonly path: string;
  readonly threadId: ThreadId;
  /** See `RolloutFileName.nameTime`. */
  readonly nameTime: number;
}

/** Yields the files folder by folder (a day each; archived ones in one go), newest first in all. */
export async function* walkRollouts(
  home: string,
  archived: boolean,
  signal: AbortSignal,
): AsyncGenerator<readonly RolloutFile[]> {
  const root = rolloutRoot(home, archived);
  if (archived) {
    yield await rolloutsIn(root);
    return;
  }
  for (const year of await numberedFolders(root)) {
    for (const month of await numberedFolders(path.join(root, year))) {
      for (const day of await numberedFolders(path.join(root, year, month))) {
        signal.throwIfAborted();
        yield await rolloutsIn(path.join(root, year, month, day));
      }
    }
  }
}

/** The rollouts of one folder, newest first; none when the folder does not exist. */
export async function rolloutsIn(folder: string): Promise<readonly RolloutFile[]> {
  const files = (await namesIn(folder)).flatMap((name) => {
    const parsed = parseRolloutFileName(name);
    return parsed ? [{ path: path.join(folder, name), ...parsed }] : [];
  });
  return files.sort((left, right) =>
    compareCursors({ ...left, time: left.nameTime }, { ...right, time: right.nameTime }),
  );
}

async function numberedFolders(folder: string): Promise<readonly string[]> {
  const names = (await namesIn(folder)).filter((name) => /^\d+$/.test(name));
  return names.sort((left, right) => Number(right) - Number(left));
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // A folder that is not there (nothing recorded yet) or not a folder holds no threads.
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw toStateError(error, "list the sessions", folder);
  }
}
