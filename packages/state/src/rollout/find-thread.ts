/** Finds one stored thread, by id or by name. */
import path from "node:path";
import { parseThreadId, type ThreadId } from "@codex-ts/protocol";
import { rolloutPath } from "./layout.ts";
import { findThreadIdByName } from "./session-index.ts";
import { rolloutsIn, walkRollouts } from "./walk.ts";

const DAY = 24 * 60 * 60 * 1000;

/** A stored thread and its file. */
export interface ThreadLocation {
  readonly threadId: ThreadId;
  readonly path: string;
}

/** The file of a thread among the live or the archived ones; undefined when there is none. */
export async function findThreadById(
  options: { readonly home: string; readonly threadId: ThreadId; readonly archived: boolean },
  signal: AbortSignal,
): Promise<ThreadLocation | undefined> {
  const { home, threadId, archived } = options;
  for (const folder of archived ? [] : likelyFolders(home, threadId)) {
    const file = (await rolloutsIn(folder)).find((each) => each.threadId === threadId);
    if (file) return { threadId, path: file.path };
  }
  for await (const files of walkRollouts(home, archived, signal)) {
    const file = files.find((each) => each.threadId === threadId);
    if (file) return { threadId, path: file.path };
  }
  return undefined;
}

/** The live thread that was given this exact name last (it may have been renamed since). */
export async function findThreadByName(
  options: { readonly home: string; readonly name: string },
  signal: AbortSignal,
): Promise<ThreadLocation | undefined> {
  const id = await findThreadIdByName(options.home, options.name, signal);
  const threadId = id === undefined ? undefined : parseThreadId(id);
  return threadId && findThreadById({ home: options.home, threadId, archived: false }, signal);
}

/** A UUIDv7 begins with its time, and so names the day's folder but for the time zone. */
function likelyFolders(home: string, threadId: ThreadId): readonly string[] {
  const createdAt = Number.parseInt(threadId.replaceAll("-", "").slice(0, 12), 16);
  return [createdAt, createdAt - DAY, createdAt + DAY].flatMap((time) =>
    Number.isNaN(new Date(time).getTime()) ? [] : [path.dirname(rolloutPath(home, threadId, time))],
  );
}
