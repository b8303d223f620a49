/** Keeps the logins of one home in order: one process at a time changes them. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type LockOwner, takeFileLock } from "@codex-ts/std/node";
import { AuthError } from "../errors.ts";

const LOCK_FILE = "auth.lock";
/** The work of its holder, a few requests, is limited to less, in milliseconds. */
const STALE_MS = 120_000;
/** The holder's work ends earlier than this, in milliseconds; who waits longer says so instead of hanging. */
const PATIENCE_MS = 60_000;

/** Waits for the lock of `home`, which is made when it is missing. Throws `store_failed` where no lock can be made. */
export async function lockHome(
  home: string,
  owner: LockOwner,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const file = path.join(home, LOCK_FILE);
    return await takeFileLock(file, owner, STALE_MS, AbortSignal.any([signal, patience]));
  } catch (error) {
    signal.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    const reason = patience.aborted ? "another program holds its lock" : (code ?? "unknown error");
    const message = `The login in ${home} cannot be changed (${reason}). Make the folder writable, or wait for the other program.`;
    throw new AuthError("store_failed", message, error);
  }
}
