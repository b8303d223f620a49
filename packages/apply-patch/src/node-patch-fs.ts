/** The file operations of a patch on the machine's own file system. */
import type { Stats } from "node:fs";
import { mkdir, readFile, realpath, stat, unlink } from "node:fs/promises";
import type { PatchFileStatus, PatchFs } from "./patch-fs.ts";
import { replaceFile } from "./replace-file.ts";

/** Makes the port that works on real files with the rights of this process. */
export function createNodePatchFs(): PatchFs {
  return {
    readFile: (path) => readFile(path),
    async stat(path) {
      const found = await statIfPresent(path);
      return found && toStatus(found);
    },
    writeFile: replaceFile,
    async createDirectory(path) {
      await mkdir(path, { recursive: true });
    },
    removeFile: unlink,
    isSameFile,
  };
}

function toStatus(found: Stats): PatchFileStatus {
  const kind = found.isFile() ? "file" : found.isDirectory() ? "directory" : "other";
  return { kind, mode: found.mode & 0o7777 };
}

async function statIfPresent(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/**
 * Compares real paths, and identity for file systems that ignore case. A second hard link is another file
 * here: its name can go without losing the content.
 */
async function isSameFile(left: string, right: string): Promise<boolean> {
  const [leftStatus, rightStatus] = await Promise.all([statIfPresent(left), statIfPresent(right)]);
  if (leftStatus === undefined || rightStatus === undefined) return false;
  if (leftStatus.dev !== rightStatus.dev || leftStatus.ino !== rightStatus.ino) return false;
  return leftStatus.nlink === 1 || (await realpath(left)) === (await realpath(right));
}
