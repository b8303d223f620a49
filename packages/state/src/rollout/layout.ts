/** Where rollouts lie: `sessions/YYYY/MM/DD/rollout-<local time>-<thread id>.jsonl`, archived ones in one flat folder. */
import path from "node:path";
import { parseThreadId, type ThreadId } from "@codex-ts/protocol";

const SESSIONS = "sessions";
const ARCHIVED = "archived_sessions";
const FILE_NAME = /^rollout-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-([0-9a-fA-F-]{36})\.jsonl$/;

const digits = (value: number, width = 2) => String(value).padStart(width, "0");

/** The folder of live or archived rollouts. */
export function rolloutRoot(home: string, archived: boolean): string {
  return path.join(home, archived ? ARCHIVED : SESSIONS);
}

/** The path of a new thread created at `now` (Unix ms). Folders and name carry the local time of this machine. */
export function rolloutPath(home: string, threadId: ThreadId, now: number): string {
  const local = new Date(now);
  const [year, month, day] = [
    digits(local.getFullYear(), 4),
    digits(local.getMonth() + 1),
    digits(local.getDate()),
  ];
  const time = [local.getHours(), local.getMinutes(), local.getSeconds()]
    .map((part) => digits(part))
    .join("-");
  const name = `rollout-${year}-${month}-${day}T${time}-${threadId}.jsonl`;
  return path.join(rolloutRoot(home, false), year, month, day, name);
}

/** What a rollout's file name says. */
export interface RolloutFileName {
  readonly threadId: ThreadId;
  /** The name's time read as if it were UTC (Unix ms, whole seconds): for ordering, not for showing. */
  readonly nameTime: number;
}

/** Reads a file name (no folders); undefined when it is not a rollout's. */
export function parseRolloutFileName(name: string): RolloutFileName | undefined {
  const [, date, hours, minutes, seconds, id] = FILE_NAME.exec(name) ?? [];
  const threadId = id === undefined ? undefined : parseThreadId(id);
  const nameTime = Date.parse(`${date}T${hours}:${minutes}:${seconds}Z`);
  return threadId === undefined || Number.isNaN(nameTime) ? undefined : { threadId, nameTime };
}
