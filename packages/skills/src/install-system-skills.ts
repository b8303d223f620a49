/** Writes the bundled skills to the user's home, where models and users can read them. */
import { randomBytes } from "node:crypto";
import { lstat, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "@codex-ts/std/node";
import { failureReason, isMissing } from "./failure-reason.ts";
import { systemSkillFiles, systemSkillsFingerprint } from "./generated/system-skills.ts";
import { systemSkillsFolder } from "./skill-roots.ts";

/** Holds the fingerprint of what is installed. */
const MARKER_FILE = ".codex-system-skills.marker";

/** What became of the bundled skills. */
export type InstallOutcome =
  | { readonly kind: "current" }
  | { readonly kind: "installed" }
  /** Nothing was changed; skills work as far as they are there. */
  | { readonly kind: "skipped"; readonly warning: string };

async function isCurrent(folder: string): Promise<boolean> {
  const marker = await readFile(path.join(folder, MARKER_FILE), "utf8").catch(() => "");
  return marker.trim() === systemSkillsFingerprint;
}

async function isLink(place: string): Promise<boolean> {
  const found = await lstat(place).catch(() => undefined);
  return found?.isSymbolicLink() ?? false;
}

async function writeAll(folder: string): Promise<void> {
  const files = { ...systemSkillFiles, [MARKER_FILE]: `${systemSkillsFingerprint}\n` };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, ...name.split("/"));
    await makeFolder(path.dirname(file));
    await writeFile(file, text, { flag: "wx" });
  }
}

/** Other processes that start at the same time can get in the way only so often. */
const MAX_TRIES = 50;

/** Names of errors that say that something stands where a folder was to be moved. */
const OCCUPIED: ReadonlySet<string> = new Set(["ENOTEMPTY", "EEXIST", "ENOTDIR"]);

/**
 * Puts `fresh` in the place of `folder`. What stood there goes below `old`, whole, and is not deleted here; it
 * comes back when `fresh` cannot take its place.
 */
async function swap(folder: string, fresh: string, old: string): Promise<void> {
  let moved: string | undefined;
  for (let tries = 1; ; tries += 1) {
    try {
      await rename(fresh, folder);
      return;
    } catch (error) {
      // Another process may have put the very same files there.
      if (await isCurrent(folder)) return;
      if (tries === MAX_TRIES || !isOccupied(error)) {
        if (moved !== undefined) await rename(moved, folder).catch(() => undefined);
        throw error;
      }
    }
    const aside = path.join(old, String(tries));
    await makeFolder(old);
    if (await moveAway(folder, aside)) moved = aside;
  }
}

function isOccupied(error: unknown): boolean {
  return OCCUPIED.has(String((error as NodeJS.ErrnoException).code));
}

/** False when another process was faster. */
async function moveAway(folder: string, aside: string): Promise<boolean> {
  try {
    await rename(folder, aside);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/**
 * Installs the bundled skills unless the same ones are there. They are written aside and renamed into place,
 * so that processes that start together do not meet half-written files. A link in their place is left alone,
 * and a home that cannot be written gives a warning: neither keeps a session from starting.
 */
export async function installSystemSkills(codexHome: string): Promise<InstallOutcome> {
  const folder = systemSkillsFolder(codexHome);
  if (await isCurrent(folder)) return { kind: "current" };
  if (await isLink(folder)) {
    return { kind: "skipped", warning: `${folder} is a link, so the bundled skills were not updated there` };
  }
  const suffix = randomBytes(6).toString("hex");
  const fresh = `${folder}-new-${suffix}`;
  const old = `${folder}-old-${suffix}`;
  try {
    await writeAll(fresh);
    await swap(folder, fresh, old);
    return { kind: "installed" };
  } catch (error) {
    return {
      kind: "skipped",
      warning: `the bundled skills could not be installed in ${folder}: ${failureReason(error)}`,
    };
  } finally {
    // Left-overs start with a dot and are never searched, so failing to remove them does no harm.
    for (const place of [fresh, old]) {
      await rm(place, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}
