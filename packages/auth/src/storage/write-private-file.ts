/** Writing a file that only its owner may read, whole or not at all. */
import { chown, lstat, open, readlink, realpath, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "@codex-ts/std/node";

/**
 * Replaces the file at once and for good: a crash leaves the old text or the new one. The file gets mode 0600,
 * whatever it had, and keeps its owner. A symbolic link stays one, and what it leads to is replaced. `suffix`
 * must be unique. Rejects with Node's error, and then nothing has changed.
 */
export async function writePrivateFile(file: string, text: string, suffix: string): Promise<void> {
  const target = await followLink(file);
  await makeFolder(path.dirname(target), 0o700);
  const fresh = `${target}.${suffix}.tmp`;
  try {
    const handle = await open(fresh, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await keepOwner(fresh, target);
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/** Where a file is that a link may stand for; the end of a link that leads nowhere yet. */
export async function followLink(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const link = await lstat(file).catch(() => undefined);
  if (!link?.isSymbolicLink()) return file;
  return path.resolve(path.dirname(file), await readlink(file));
}

/** A file that root writes for a user stays the user's. */
async function keepOwner(fresh: string, target: string): Promise<void> {
  const [old, now] = await Promise.all([stat(target).catch(() => undefined), stat(fresh)]);
  if (!old || (old.uid === now.uid && old.gid === now.gid)) return;
  // Only root may do it; for others the file is theirs now, which is as private.
  await chown(fresh, old.uid, old.gid).catch(() => undefined);
}
