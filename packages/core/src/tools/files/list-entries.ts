/** What is in a folder and below it. */
import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { cutBytes } from "./read-lines.ts";

/** Bytes of a name that the model is shown, and by which entries are sorted (Codex 0.99.0). */
const MAX_NAME_BYTES = 500;

/** One entry of a listing. */
export interface ListedEntry {
  /** Relative to the folder that was asked for, `/` between names. */
  readonly path: string;
  /** As it is shown: two spaces for each level, the name, and a mark for what is no file. */
  readonly line: string;
}

/**
 * All entries down to a depth (1 = the folder alone), sorted by path. Symbolic links are not followed. Throws
 * what the system says about the folder itself; one below it that cannot be read is shown without its content.
 */
export async function listEntries(
  folder: string,
  depth: number,
  signal: AbortSignal,
): Promise<readonly ListedEntry[]> {
  const entries: ListedEntry[] = [];
  const visit = async (relative: string, level: number): Promise<void> => {
    signal.throwIfAborted();
    const found = await readFolder(path.join(folder, relative), level === 0);
    for (const entry of found) {
      const below = relative === "" ? entry.name : `${relative}/${entry.name}`;
      const name = cutBytes(entry.name, MAX_NAME_BYTES);
      entries.push({
        path: cutBytes(below, MAX_NAME_BYTES),
        line: `${"  ".repeat(level)}${name}${markOf(entry)}`,
      });
      if (entry.isDirectory() && level + 1 < depth) await visit(below, level + 1);
    }
  };
  await visit("", 0);
  return entries.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

async function readFolder(folder: string, isAsked: boolean): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isAsked) throw error;
    return [];
  }
}

function markOf(entry: Dirent): string {
  if (entry.isSymbolicLink()) return "@";
  if (entry.isDirectory()) return "/";
  return entry.isFile() ? "" : "?";
}
