/** Where a page of threads ends: `<RFC 3339 time>|<thread id>`. */
import { parseThreadId, type ThreadId } from "@codex-ts/protocol";

/** The sort position of a thread. */
export interface ThreadCursor {
  /** Unix milliseconds, whole seconds. */
  readonly time: number;
  readonly threadId: ThreadId;
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
/** The time of a rollout's file name; cursors of older versions carry it. */
const FILE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})$/;

/** Writes a cursor: UTC, seconds. */
export function formatCursor(cursor: ThreadCursor): string {
  return `${new Date(cursor.time).toISOString().slice(0, 19)}Z|${cursor.threadId}`;
}

/** Reads a cursor, with its time as RFC 3339 or as in file names; undefined when it is neither. */
export function parseCursor(text: string): ThreadCursor | undefined {
  const [timeText, id, ...rest] = text.split("|");
  if (timeText === undefined || id === undefined || rest.length > 0) return undefined;
  const threadId = parseThreadId(id);
  const time = Date.parse(RFC3339.test(timeText) ? timeText : timeText.replace(FILE_TIME, "$1T$2:$3:$4Z"));
  if (threadId === undefined || Number.isNaN(time) || !(RFC3339.test(timeText) || FILE_TIME.test(timeText))) {
    return undefined;
  }
  return { time, threadId };
}

/** Newest first, ties by id: negative when `left` comes before `right`. */
export function compareCursors(left: ThreadCursor, right: ThreadCursor): number {
  if (left.time !== right.time) return right.time - left.time;
  if (left.threadId === right.threadId) return 0;
  return left.threadId > right.threadId ? -1 : 1;
}
