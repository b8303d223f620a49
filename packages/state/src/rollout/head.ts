/** What a list shows of a thread, from the first lines of its file. */
import { type FileHandle, open } from "node:fs/promises";
import {
  type GitInfo,
  isJsonObject,
  parseThreadId,
  type SessionMeta,
  type SessionSource,
  type ThreadId,
} from "@codex-ts/protocol";
import type { ParseLine } from "./parse-line.ts";

/** Lines looked at in any case, and how many more when only the user's message is still missing. */
const HEAD_LINES = 10;
const MORE_LINES = 200;
const CHUNK = 32 * 1024;
/** IDE front ends put their own context before the user's words and this line between the two. */
const REQUEST_MARKER = "## My request for Codex:";

/** One entry of a list of threads. */
export interface ThreadSummary {
  readonly threadId: ThreadId;
  readonly path: string;
  /** The first thing that the user asked. */
  readonly preview: string;
  readonly cwd: string;
  readonly source: SessionSource;
  readonly modelProvider: string | null;
  readonly cliVersion: string;
  readonly git: GitInfo | null;
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** The file's last change: Unix milliseconds, whole seconds. */
  readonly updatedAt: number;
}

/**
 * Reads a file's head. Undefined when the thread is not worth listing (no first line, or no user message
 * near the start) and when the file cannot be read: one bad file does not spoil a list.
 */
export async function readHead(path: string): Promise<ThreadSummary | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    const { mtimeMs } = await handle.stat();
    // The schemas are loaded by those who read lines; most runs only write them.
    const { parseSessionSource } = await import("./session-source.ts");
    const found = await scan(handle);
    const threadId = found.meta && parseThreadId(found.meta.id);
    if (!found.meta || !threadId || found.message === undefined) return undefined;
    return {
      threadId,
      path,
      preview: requestText(found.message),
      cwd: found.meta.cwd,
      source: parseSessionSource(found.meta.source),
      modelProvider: found.meta.model_provider ?? null,
      cliVersion: found.meta.cli_version,
      git: found.meta.git ?? null,
      createdAt: Date.parse(found.meta.timestamp) || 0,
      updatedAt: wholeSeconds(mtimeMs),
    };
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
}

/** Cuts a time (Unix ms) to whole seconds, the grain of lists and cursors. */
export function wholeSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

/** The user's own words of a message, without what a front end put before them. */
function requestText(message: string): string {
  const marker = message.indexOf(REQUEST_MARKER);
  return (marker === -1 ? message : message.slice(marker + REQUEST_MARKER.length)).trim();
}

interface Found {
  meta: SessionMeta | undefined;
  message: string | undefined;
}

async function scan(handle: FileHandle): Promise<Found> {
  const { parseLine } = await import("./parse-line.ts");
  const found: Found = { meta: undefined, message: undefined };
  let count = 0;
  for await (const text of headLines(handle)) {
    if (text.trim() === "") continue;
    count += 1;
    takeLine(parseLine, text, found);
    if (found.meta && found.message !== undefined) break;
    if (count >= (found.meta ? HEAD_LINES + MORE_LINES : HEAD_LINES)) break;
  }
  return found;
}

function takeLine(parseLine: ParseLine, text: string, found: Found): void {
  // Most lines are neither; a look at the text is far cheaper than parsing it.
  const wanted = found.meta ? '"user_message"' : '"session_meta"';
  if (!text.includes(wanted) && !text.includes('"user_message"')) return;
  const line = parseLine(text);
  if (!line) return;
  if (line.item?.type === "session_meta") found.meta ??= line.item.payload;
  const { type, payload } = line.stored;
  if (type !== "event_msg" || !isJsonObject(payload) || payload["type"] !== "user_message") return;
  if (typeof payload["message"] === "string") found.message ??= payload["message"];
}

/** The lines from the start, read chunk by chunk; the caller stops when it has enough. */
async function* headLines(handle: FileHandle): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(CHUNK);
  /** The line that is not at its end yet, in parts: with an image in it, it can be very long. */
  let parts: string[] = [];
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK, null);
    if (bytesRead === 0) break;
    const [first = "", ...lines] = decoder.decode(chunk.subarray(0, bytesRead), { stream: true }).split("\n");
    parts.push(first);
    for (const line of lines) {
      yield parts.join("");
      parts = [line];
    }
  }
  yield parts.join("");
}
