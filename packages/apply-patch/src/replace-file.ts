/** Replacing a file's content so that an interruption leaves the old bytes or the new ones. */
import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import {
  access,
  chmod,
  constants,
  type FileHandle,
  lstat,
  open,
  realpath,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import path from "node:path";

/**
 * Writes a file: a new one beside the old one, then a rename over it. Links are followed. Permission bits
 * are those of `mode`, else those of the existing file, else the process's usual ones.
 *
 * The file is written in place where a rename would lose something or is not possible: another owner that
 * cannot be given to the new file, further hard links, a device, a directory that admits no new file.
 * A file that may not be written is refused even where its directory would allow to replace it.
 * Data is not forced to the disk: the promise is about interrupted programs, not power cuts.
 */
export async function replaceFile(
  file: string,
  content: Uint8Array,
  mode: number | undefined,
): Promise<void> {
  const target = await realpath(file).catch(absentAs(file));
  const existing = await lstat(target).catch(absentAs(undefined));
  if (existing !== undefined && !existing.isSymbolicLink()) await access(target, constants.W_OK);
  const isReplaceable = existing === undefined || (existing.isFile() && existing.nlink === 1);
  if (isReplaceable && (await tryReplace(target, content, mode, existing))) return;
  await writeFile(target, content);
  if (mode !== undefined) await chmod(target, mode);
}

/** Turns "no such file" into a value; other errors stay errors. */
function absentAs<Value>(value: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (error.code === "ENOENT") return value;
    throw error;
  };
}

/** What says that the place admits no new file or no rename, while the file itself may be writable. */
const IN_PLACE_CODES: ReadonlySet<string | undefined> = new Set(["EACCES", "EPERM", "EROFS", "EBUSY"]);

/** False when the file has to be written in place; nothing is left behind then. */
async function tryReplace(
  target: string,
  content: Uint8Array,
  mode: number | undefined,
  existing: Stats | undefined,
): Promise<boolean> {
  const temporary = path.join(path.dirname(target), `.patch-${randomBytes(8).toString("hex")}.tmp`);
  let isCreated = false;
  try {
    const handle = await open(temporary, "wx");
    isCreated = true;
    try {
      await copyAttributes(handle, mode, existing);
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
    return true;
  } catch (error) {
    if (isCreated) await rm(temporary, { force: true });
    if (IN_PLACE_CODES.has((error as NodeJS.ErrnoException).code)) return false;
    throw error;
  }
}

async function copyAttributes(handle: FileHandle, mode: number | undefined, existing: Stats | undefined) {
  if (existing !== undefined) {
    const own = await handle.stat();
    const isOwnerKept = own.uid === existing.uid && own.gid === existing.gid;
    if (!isOwnerKept) await handle.chown(existing.uid, existing.gid);
  }
  const bits = mode ?? (existing === undefined ? undefined : existing.mode & 0o7777);
  if (bits !== undefined) await handle.chmod(bits);
}
