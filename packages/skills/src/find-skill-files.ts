/** Walks one root for `SKILL.md` files, breadth first. */
import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { failureReason, isMissing } from "./failure-reason.ts";
import type { SkillError } from "./skill.ts";
import type { SkillRoot } from "./skill-roots.ts";

/** Limits of a walk, so that a link to a home folder cannot hold up a start. */
const MAX_DEPTH = 6;
const MAX_FOLDERS = 2000;

/** The file that makes a folder a skill. */
const SKILL_FILE = "SKILL.md";

/** Names in a skill's folder that display data can be read from. */
const METADATA_ENTRIES: ReadonlySet<string> = new Set(["agents", "SKILL.toml"]);

/** A skill's file, and whether display data may stand beside it. */
export interface SkillFile {
  /** Canonical. */
  readonly path: string;
  /** Known from the folder's entries, so that nothing is opened that is not there. */
  readonly mayHaveMetadata: boolean;
}

/** The skills of one root, and what could not be looked into. */
export interface FoundSkillFiles {
  readonly files: readonly SkillFile[];
  /** Where links lead to, canonical; none where the search had to stop half-way, since such a place is too large. */
  readonly linkedFolders: readonly string[];
  readonly errors: readonly SkillError[];
}

interface Visit {
  readonly files: readonly SkillFile[];
  readonly folders: readonly string[];
  readonly linkedFolders: readonly string[];
  readonly errors: readonly SkillError[];
}

function isInside(root: string, file: string): boolean {
  return file.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
}

/** The canonical path of a linked `SKILL.md`; a link may not lead out of the root. */
async function followFile(root: string, file: string): Promise<string> {
  const target = await realpath(file);
  if (!isInside(root, target))
    throw new Error(`the link leads out of ${root}; link the skill's folder instead`);
  return target;
}

async function linkedFolder(link: string): Promise<string | undefined> {
  const target = await realpath(link).catch(() => undefined);
  return target !== undefined && (await stat(target)).isDirectory() ? target : undefined;
}

async function visit(root: string, folder: string, followsLinks: boolean): Promise<Visit> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: SkillFile[] = [];
  const folders: string[] = [];
  const linkedFolders: string[] = [];
  const errors: SkillError[] = [];
  const mayHaveMetadata = entries.some((entry) => METADATA_ENTRIES.has(entry.name));

  async function take(entry: Dirent): Promise<void> {
    const place = path.join(folder, entry.name);
    const isLink = entry.isSymbolicLink();
    if (isLink && !followsLinks) return;
    if (entry.name === SKILL_FILE && (isLink || entry.isFile())) {
      files.push({ path: isLink ? await followFile(root, place) : place, mayHaveMetadata });
    } else if (entry.isDirectory()) folders.push(place);
    else if (isLink) {
      const target = await linkedFolder(place);
      if (target !== undefined) linkedFolders.push(target);
    }
  }

  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    try {
      await take(entry);
    } catch (error) {
      errors.push({ path: path.join(folder, entry.name), message: failureReason(error) });
    }
  }
  return { files, folders: [...folders, ...linkedFolders].sort(), linkedFolders, errors };
}

/** The canonical root, or undefined when there is nothing to search. */
async function openRoot(folder: string): Promise<string | undefined> {
  try {
    return await realpath(folder);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Finds the skills of one root. Hidden entries are passed over; linked folders are followed, except in the
 * program's own root. What cannot be read is reported and the rest still counts; a missing root is empty.
 */
export async function findSkillFiles(root: SkillRoot, signal: AbortSignal): Promise<FoundSkillFiles> {
  const files: SkillFile[] = [];
  const linkedFolders: string[] = [];
  const errors: SkillError[] = [];
  const fail = (place: string, error: unknown) => errors.push({ path: place, message: failureReason(error) });
  const start = await openRoot(root.folder).catch((error: unknown) => {
    fail(root.folder, error);
    return undefined;
  });
  const seen = new Set<string>();
  let level = start === undefined ? [] : [start];
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth += 1) {
    signal.throwIfAborted();
    const fresh = [...new Set(level)].filter((folder) => !seen.has(folder));
    const allowed = fresh.slice(0, MAX_FOLDERS - seen.size);
    const isFull = allowed.length < fresh.length;
    if (isFull) {
      fail(root.folder, `more than ${MAX_FOLDERS} folders; the rest was not searched for skills`);
    }
    for (const folder of allowed) seen.add(folder);
    const visits = await Promise.all(
      allowed.map((folder) =>
        visit(start ?? folder, folder, root.scope !== "system").catch((error: unknown): Visit => {
          // A file in place of the root, or a folder that vanished under us, is no error.
          if (!isMissing(error)) fail(folder, error);
          return { files: [], folders: [], linkedFolders: [], errors: [] };
        }),
      ),
    );
    for (const found of visits) {
      files.push(...found.files);
      linkedFolders.push(...found.linkedFolders);
      errors.push(...found.errors);
    }
    if (isFull) return { files, linkedFolders: [], errors };
    level = visits.flatMap((found) => found.folders);
  }
  return { files, linkedFolders, errors };
}
