/** The file operations of a patch on the machine's own file system. */
import type { Stats } from "node:fs";
import { readFile, realpath, stat, unlink } from "node:fs/promises";
import { makeFolder } from "@codex-ts/std/node";
import type { PatchFileStatus, PatchFs } from "./patch-fs.ts";
import { replaceFile } from "./replace-file.ts";

/** Makes the port that works on real files with the rights of this process. */
export function createNodePatchFs(): PatchFs {
  return {
    readFile: (file) => readFile(file),
    async stat(file) {
      const found = await statIfPresent(file);
      return found && toStatus(found);
    },
    writeFile: replaceFile,
    createDirectory: (folder) => makeFolder(folder),
    removeFile: unlink,
    isSameFile,
  };
}

function toStatus(found: Stats): PatchFileStatus {
  const kind = found.isFile() ? "file" : found.isDirectory() ? "directory" : "other";
  return { kind, mode: found.mode & 0o7777 };
}

async function statIfPresent(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
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
