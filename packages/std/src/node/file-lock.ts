/** Taking turns between processes. */
import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { kill, pid } from "node:process";
import { sleep } from "../abort.ts";
import { hasErrorCode } from "./error-code.ts";

/** Between two looks at a lock that another process holds, in milliseconds. */
const RETRY_MS = 20;
/** A holder needs a few milliseconds; after this many tries (5 s) something is wrong. */
const MAX_TRIES = 250;

/**
 * Runs `work` while no other process runs its own under the same lock file. The file holds the owner's
 * process id; one whose owner is gone is taken over. Throws what `describeLocked` makes of the lock file's
 * path if the lock stays taken.
 */
export async function withFileLock<Result>(
  lockFile: string,
  describeLocked: (lockFile: string) => Error,
  work: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  if (!(await takeLock(lockFile, signal))) throw describeLocked(lockFile);
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

/** False when others kept the lock all the time. */
async function takeLock(lockFile: string, signal: AbortSignal): Promise<boolean> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (await tryLock(lockFile)) return true;
    await removeAbandoned(lockFile);
    await sleep(RETRY_MS, signal);
  }
  return false;
}

/** Linking a finished file makes lock and owner appear at once; an existing lock makes it fail. */
async function tryLock(lockFile: string): Promise<boolean> {
  const own = `${lockFile}.${randomUUID()}`;
  await writeFile(own, String(pid), { flag: "wx" });
  try {
    await link(own, lockFile);
    return true;
  } catch (error) {
    if (hasErrorCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

/**
 * Removes a lock whose owner is gone. It is moved aside first, which only one of several waiters can do,
 * and put back if another owner has taken it meanwhile.
 */
async function removeAbandoned(lockFile: string): Promise<void> {
  const owner = await readOwner(lockFile);
  if (owner === undefined || isAlive(owner)) return;
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return;
    throw error;
  }
  const moved = await readOwner(aside);
  if (moved !== owner) await link(aside, lockFile).catch(ignoreExisting);
  await rm(aside, { force: true });
}

function ignoreExisting(error: unknown): void {
  if (!hasErrorCode(error, "EEXIST")) throw error;
}

async function readOwner(file: string): Promise<number | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (hasErrorCode(error, "ENOENT")) return undefined;
    throw error;
  });
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

/** Signal 0 only asks. A process of another user counts as alive. */
function isAlive(owner: number): boolean {
  if (!Number.isSafeInteger(owner) || owner <= 0) return false;
  try {
    kill(owner, 0);
    return true;
  } catch (error) {
    return !hasErrorCode(error, "ESRCH");
  }
}
