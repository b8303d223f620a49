/** Taking turns between processes. */
import { link, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { pid } from "node:process";
import { sleep } from "../abort.ts";
import { hasErrorCode } from "./error-code.ts";
import { createHolder, isGone, type LockHolder, type LockOwner, readHolder } from "./lock-holder.ts";

/** Between two looks at a lock that another process holds, in milliseconds. */
const POLL_MS = 20;
/** Work of milliseconds that has not ended after this time never will: its process is gone. */
const SHORT_WORK_MS = 10_000;
/** Longer than that, so that a lock that nobody holds is always outlived, in milliseconds. */
const PATIENCE_MS = 15_000;

/**
 * Runs `work`, which takes milliseconds, while no other process runs its own under the same lock file. Throws what
 * `describeLocked` makes of the lock file's path if the lock stays taken for 15 s.
 */
export async function withFileLock<Result>(
  lockFile: string,
  describeLocked: (lockFile: string) => Error,
  work: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let release: () => Promise<void>;
  try {
    const owner = { pid, hostname: hostname() };
    release = await takeFileLock(lockFile, owner, SHORT_WORK_MS, AbortSignal.any([signal, patience]));
  } catch (error) {
    if (!signal.aborted && patience.aborted) throw describeLocked(lockFile);
    throw error;
  }
  try {
    return await work();
  } finally {
    await release();
  }
}

/**
 * Waits for the lock and gives what releases it. It is taken over from a process of this machine that is gone, and
 * from any when it is older than `staleMs` milliseconds: the work under it has to be limited to less. Rejects with
 * Node's error where no lock can be made, and with the signal's reason.
 */
export async function takeFileLock(
  lockFile: string,
  owner: LockOwner,
  staleMs: number,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  signal.throwIfAborted();
  const holder = await createHolder(owner);
  const own = `${lockFile}.${holder.id}`;
  await writeFile(own, JSON.stringify(holder), { flag: "wx", mode: 0o600 });
  try {
    // A link appears with its content: nobody sees a lock without its holder.
    while (!(await tryLink(own, lockFile))) {
      signal.throwIfAborted();
      if (!(await breakAbandoned(lockFile, own, holder, staleMs))) await sleep(POLL_MS, signal);
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => release(lockFile, holder.id);
}

async function tryLink(own: string, lockFile: string): Promise<boolean> {
  try {
    await link(own, lockFile);
    return true;
  } catch (error) {
    if (hasErrorCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** Only our own: after a long sleep of the machine it may be another's. */
async function release(lockFile: string, id: string): Promise<void> {
  if ((await readHolder(lockFile))?.id === id) await rm(lockFile, { force: true });
}

/**
 * Removes a lock that nobody holds; true when the lock is worth another try at once. It is moved aside first,
 * which only one of several can do, and put back if another owner has taken it meanwhile.
 */
async function breakAbandoned(
  lockFile: string,
  own: string,
  asker: LockHolder,
  staleMs: number,
): Promise<boolean> {
  const holder = await readHolder(lockFile);
  if (!isGone(holder, asker) && !(await isStale(lockFile, own, staleMs))) return false;
  const aside = `${own}.stale`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return true;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved?.id !== holder?.id) await tryLink(aside, lockFile);
  await rm(aside, { force: true });
  return true;
}

/** Both times are of the file system's clock, which may be another machine's: touching our own file asks for it. */
async function isStale(lockFile: string, own: string, staleMs: number): Promise<boolean> {
  await utimes(own, 0, 0);
  const [found, now] = await Promise.all([stat(lockFile).catch(() => undefined), stat(own)]);
  // The time of the link: the file itself is as old as its owner's wait for the lock.
  return found !== undefined && now.ctimeMs - found.ctimeMs > staleMs;
}
