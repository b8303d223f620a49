/** Puts rollouts away and takes them back: the file moves, its content does not change. */
import { rename, utimes } from "node:fs/promises";
import path from "node:path";
import type { ThreadId } from "@codex-ts/protocol";
import { makeFolder } from "@codex-ts/std/node";
import { toStateError } from "../errors.ts";
import { findThreadById, type ThreadLocation } from "./find-thread.ts";
import { rolloutRoot } from "./layout.ts";

/** The thread that is meant, and the state directory. */
export interface ArchiveRequest {
  readonly home: string;
  readonly threadId: ThreadId;
}

/**
 * Moves a live thread's file to the archived ones, under its own name. Nobody may be writing to it. Undefined when
 * there is none; throws a `StateError` when it cannot be moved.
 */
export async function archiveThread(
  { home, threadId }: ArchiveRequest,
  signal: AbortSignal,
): Promise<ThreadLocation | undefined> {
  const found = await findThreadById({ home, threadId, archived: false }, signal);
  return found && move(found, rolloutRoot(home, true));
}

/**
 * Moves an archived thread's file back to the folder of the day that its name tells; `now` (Unix ms) becomes the
 * time of its last change. Undefined when there is none; throws a `StateError` when it cannot be moved.
 */
export async function unarchiveThread(
  { home, threadId }: ArchiveRequest,
  now: number,
  signal: AbortSignal,
): Promise<ThreadLocation | undefined> {
  const found = await findThreadById({ home, threadId, archived: true }, signal);
  if (!found) return undefined;
  const [, year = "", month = "", day = ""] =
    /^rollout-(\d{4})-(\d{2})-(\d{2})T/.exec(path.basename(found.path)) ?? [];
  const moved = await move(found, path.join(rolloutRoot(home, false), year, month, day));
  const seconds = now / 1000;
  await utimes(moved.path, seconds, seconds).catch((error: unknown) => {
    throw toStateError(error, "set the time of the session", moved.path);
  });
  return moved;
}

async function move({ threadId, path: from }: ThreadLocation, folder: string): Promise<ThreadLocation> {
  const to = path.join(folder, path.basename(from));
  try {
    await makeFolder(folder);
    await rename(from, to);
  } catch (error) {
    throw toStateError(error, "move the session", from);
  }
  return { threadId, path: to };
}
