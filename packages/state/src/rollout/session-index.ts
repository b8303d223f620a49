/** The names that users give to threads: `session_index.jsonl`, one line per naming, the last one counts. */
import path from "node:path";
import { parseJsonObject, parseThreadId, type ThreadId } from "@codex-ts/protocol";
import { systemErrorCode, toStateError } from "../errors.ts";
import { createAppendFile } from "./append-file.ts";
import { reverseLines } from "./reverse-lines.ts";

const FILE = "session_index.jsonl";

/** A line of the index. */
interface NameEntry {
  readonly threadId: ThreadId;
  readonly name: string;
}

/** Readies a name for the index: outer white space goes. Undefined when nothing is left; that is not a name. */
export function normalizeThreadName(name: string): string | undefined {
  return name.trim() || undefined;
}

/** Writes down a thread's new name (from `normalizeThreadName`). `now` is Unix milliseconds. Throws a `StateError`. */
export async function appendThreadName(options: {
  readonly home: string;
  readonly threadId: ThreadId;
  readonly name: string;
  readonly now: number;
}): Promise<void> {
  const file = path.join(options.home, FILE);
  const index = createAppendFile(file, true);
  // The format's times have nanoseconds; our clock has milliseconds.
  const updatedAt = new Date(options.now).toISOString().replace("Z", "000000Z");
  const entry = { id: options.threadId, thread_name: options.name, updated_at: updatedAt };
  const { error } = await index.append([`${JSON.stringify(entry)}\n`]);
  await index.close();
  if (error !== undefined) throw toStateError(error, "save the session's name", file);
}

/** The present name of a thread; undefined when it has none. Throws a `StateError` when the index cannot be read. */
export async function readThreadName(
  home: string,
  threadId: ThreadId,
  signal: AbortSignal,
): Promise<string | undefined> {
  for await (const entry of newestEntries(home, signal)) if (entry.threadId === threadId) return entry.name;
  return undefined;
}

/** The present names of all named threads. Throws a `StateError` when the index cannot be read. */
export async function readThreadNames(
  home: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<ThreadId, string>> {
  const names = new Map<ThreadId, string>();
  for await (const { threadId, name } of newestEntries(home, signal)) {
    if (!names.has(threadId)) names.set(threadId, name);
  }
  return names;
}

/** The thread that was given exactly this name last, even if renamed since. Throws a `StateError` as above. */
export async function findThreadIdByName(
  home: string,
  name: string,
  signal: AbortSignal,
): Promise<ThreadId | undefined> {
  for await (const entry of newestEntries(home, signal)) if (entry.name === name) return entry.threadId;
  return undefined;
}

/** Readable entries, newest first; a missing index has none. */
async function* newestEntries(home: string, signal: AbortSignal): AsyncGenerator<NameEntry> {
  const file = path.join(home, FILE);
  try {
    for await (const line of reverseLines(file, signal)) {
      const entry = parseEntry(line);
      if (entry) yield entry;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (systemErrorCode(error) !== "ENOENT") throw toStateError(error, "read the session names", file);
  }
}

function parseEntry(line: string): NameEntry | undefined {
  const value = parseJsonObject(line);
  if (typeof value?.["id"] !== "string") return undefined;
  const threadId = parseThreadId(value["id"]);
  const name = value["thread_name"];
  return threadId && typeof name === "string" ? { threadId, name } : undefined;
}
