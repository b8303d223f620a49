/** Reads a whole rollout, forgiving what can be forgiven. */
import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { parseThreadId, type RolloutItem, type SessionMeta, type ThreadId } from "@codex-ts/protocol";
import { StateError, toStateError } from "../errors.ts";
import type { StoredItem } from "./stored-item.ts";

const NEWLINE = 0x0a;
/** Bytes parsed before other work of the process gets a turn: a few milliseconds' worth. */
const SLICE = 256 * 1024;

/** What a rollout file holds. */
export interface RolloutContents {
  readonly threadId: ThreadId;
  /** The first `session_meta`: the thread's own. */
  readonly meta: SessionMeta;
  /** Every line that this version understands, in order, `session_meta` lines included. */
  readonly items: readonly RolloutItem[];
  /** Every line with a type and a payload, verbatim and in order, known or not: what a fork copies. */
  readonly stored: readonly StoredItem[];
  /** Lines that are missing from `items`: broken ones, and those of another version. */
  readonly parseErrors: number;
}

/**
 * Reads a rollout file. Throws a `StateError`: `bad_rollout` for a file without content or without a thread id,
 * otherwise why it cannot be read. Rejects with the signal's reason when aborted.
 */
export async function readRollout(path: string, signal: AbortSignal): Promise<RolloutContents> {
  const bytes = await readFile(path, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw toStateError(error, "read the session", path);
  });
  // The schemas of all lines are loaded by those who read lines; most runs only write them.
  const { parseLine } = await import("./parse-line.ts");
  const items: RolloutItem[] = [];
  const stored: StoredItem[] = [];
  let lines = 0;
  let nextPause = SLICE;
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    const text = bytes.toString("utf8", start, end);
    start = end + 1;
    if (start > nextPause) {
      nextPause = start + SLICE;
      await setImmediate();
      signal.throwIfAborted();
    }
    if (text.trim() === "") continue;
    lines += 1;
    const line = parseLine(text);
    if (line) stored.push(line.stored);
    if (line?.item) items.push(line.item);
  }
  if (lines === 0) throw new StateError("bad_rollout", path, `empty session file: ${path}`);
  const meta = items.find((item) => item.type === "session_meta")?.payload;
  const threadId = meta && parseThreadId(meta.id);
  if (!meta || !threadId) {
    throw new StateError("bad_rollout", path, `failed to parse thread ID from rollout file: ${path}`);
  }
  return { threadId, meta, items, stored, parseErrors: lines - items.length };
}
