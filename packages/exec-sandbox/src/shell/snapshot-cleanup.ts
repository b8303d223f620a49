/** Removing snapshots of sessions that are over. */
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { hasErrorCode } from "@codex-ts/std/node";

/** Which snapshots may stay. */
export interface SnapshotCleanup {
  /** The folder of all snapshots; it need not exist. */
  readonly folder: string;
  /** The thread whose snapshot is not to be touched. */
  readonly ownThread: string;
  /** Unix milliseconds when the thread's rollout was last written; undefined when there is none. */
  lastWritten(threadId: string, signal: AbortSignal): Promise<number | undefined>;
  /** Unix milliseconds. */
  readonly now: number;
}

/** After this a thread counts as left (0.99.0). */
const KEPT_MS = 3 * 24 * 60 * 60 * 1000;

/**
 * Removes every file that names no thread, a thread without a rollout, or one that has not been written to for
 * three days. Folders stay. Rejects when the signal is aborted or the disk refuses.
 */
export async function removeStaleSnapshots(cleanup: SnapshotCleanup, signal: AbortSignal): Promise<void> {
  for (const name of await filesIn(cleanup.folder)) {
    signal.throwIfAborted();
    const { name: threadId, ext } = path.parse(name);
    if (threadId === cleanup.ownThread) continue;
    const written = ext === "" ? undefined : await cleanup.lastWritten(threadId, signal);
    if (written !== undefined && cleanup.now - written < KEPT_MS) continue;
    await rm(path.join(cleanup.folder, name), { force: true });
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}
