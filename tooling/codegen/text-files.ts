/** Reads a tree of text files in a fixed order. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

export interface TextFile {
  /** Path below the tree's root, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

/** Every file below `root`, sorted by name, so that output does not depend on the file system. */
export async function readTextFiles(root: string): Promise<TextFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
    .sort();
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(path.join(root, name), "utf8") })),
  );
}
