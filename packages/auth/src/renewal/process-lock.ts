/** A lock between processes that share a home. */
import { link, open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import type { sleep as sleepOf } from "@codex-ts/std";
import { parseRecord } from "../storage/login-record.ts";

/** Who asks for the lock, and what it needs. */
export interface LockOptions {
  readonly file: string;
  readonly pid: number;
  /** Names the machine: a process id says nothing about another one. */
  readonly hostname: string;
  /** Unique among all who ask, ever. */
  readonly id: string;
  readonly sleep: typeof sleepOf;
}

/** A lock that is older than this belongs to nobody: its work is limited to less, in milliseconds. */
const STALE_MS = 120_000;
const POLL_MS = 50;

interface Holder {
  readonly id: unknown;
  readonly pid: unknown;
  readonly hostname: unknown;
}

/**
 * Waits for the lock and gives what releases it. A holder that has ended without releasing loses it. Rejects
 * with Node's error when no lock can be made here, and with the signal's reason.
 */
export async function takeProcessLock(
  options: LockOptions,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const own = `${options.file}.${options.id}`;
  const handle = await open(own, "wx", 0o600);
  try {
    const { id, pid, hostname } = options;
    await handle.writeFile(JSON.stringify({ id, pid, hostname } satisfies Holder));
  } finally {
    await handle.close();
  }
  try {
    // A link appears with its content: nobody sees a lock without its holder.
    while (!(await tryLink(own, options.file))) {
      signal.throwIfAborted();
      if (!(await breakStale(options, own))) await options.sleep(POLL_MS, signal);
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => release(options);
}

async function tryLink(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Only our own: after a long sleep of the machine it may be another's. */
async function release({ file, id }: LockOptions): Promise<void> {
  if ((await readHolder(file))?.id === id) await rm(file, { force: true });
}

/** True when the lock is worth another try at once. */
async function breakStale(options: LockOptions, own: string): Promise<boolean> {
  const { file, id } = options;
  const holder = await readHolder(file);
  if (!(await isStale(options, holder, own))) return false;
  const aside = `${file}.${id}.stale`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
  const moved = await readHolder(aside);
  // Somebody was faster, and what we have moved is the new lock: it goes back.
  if (moved?.id !== holder?.id) await tryLink(aside, file);
  await rm(aside, { force: true });
  return true;
}

async function isStale(
  { file, hostname }: LockOptions,
  holder: Holder | undefined,
  own: string,
): Promise<boolean> {
  // Both times are of the file system's clock, which may be another machine's: touching our own file asks for it.
  await utimes(own, 0, 0);
  const [found, now] = await Promise.all([stat(file).catch(() => undefined), stat(own)]);
  if (!found) return false;
  // The time of the link: the file itself is as old as its owner's wait for the lock.
  if (now.ctimeMs - found.ctimeMs > STALE_MS) return true;
  return holder?.hostname === hostname && typeof holder.pid === "number" && !isAlive(holder.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  const record = parseRecord(await readFile(file, "utf8").catch(() => ""));
  return record && { id: record["id"], pid: record["pid"], hostname: record["hostname"] };
}
