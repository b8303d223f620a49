/** Replacing files that programs of the user share. */
import type { Stats } from "node:fs";
import { type FileHandle, open, readlink, realpath, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { isSpecialFile } from "./is-special-file.ts";

/** What the new file is like. */
export interface ReplaceOptions {
  /** The permission bits of the file. */
  readonly mode: number;
  /** Whether a file that is there keeps its own bits instead. */
  readonly keepsMode: boolean;
  /** Makes the name of the temporary file one that nobody else uses. */
  readonly suffix: string;
}

/** A chain of links that is longer than this does not end (the limit of Linux). */
const MAX_LINKS = 40;

/**
 * Replaces the file at once and for good: a reader or a crash sees the old text or the new one, whole. It keeps its
 * owner as far as we may give it away. A link stays one, and what it leads to is replaced. Rejects with Node's
 * error, or with `EINVAL` where a device, a pipe or a socket stands, and then nothing has changed.
 */
export async function replaceFile(file: string, text: string, options: ReplaceOptions): Promise<void> {
  const target = await followLink(file);
  if (await isSpecialFile(target)) {
    throw Object.assign(new Error(`${target} is not a regular file`), { code: "EINVAL" });
  }
  const existing = await stat(target).catch(() => undefined);
  const fresh = `${target}.${options.suffix}.tmp`;
  // Nobody else may read it before it has the bits that it is to have.
  const handle = await open(fresh, "wx", 0o600);
  try {
    try {
      await handle.writeFile(text);
      await setAttributes(handle, options, existing);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/** The end of a chain of links, which need not exist; the file itself where the chain has no end. */
export async function followLink(file: string): Promise<string> {
  let target = file;
  for (let links = 0; links < MAX_LINKS; links += 1) {
    const next = await readlink(target).catch(() => undefined);
    if (next === undefined) return target;
    const folder = path.dirname(target);
    // `..` of a link means the folder above the real one.
    target = path.resolve(await realpath(folder).catch(() => folder), next);
  }
  return file;
}

async function setAttributes(
  handle: FileHandle,
  { mode, keepsMode }: ReplaceOptions,
  existing: Stats | undefined,
): Promise<void> {
  const own = await handle.stat();
  if (existing && (own.uid !== existing.uid || own.gid !== existing.gid)) {
    // Only a superuser can give a file away; without that the file is the writer's, as with an editor.
    await handle.chown(existing.uid, existing.gid).catch(() => undefined);
  }
  // After the change of the owner, which takes some bits away.
  await handle.chmod(keepsMode && existing ? existing.mode & 0o7777 : mode);
}
