/** Turns writable roots into an ordered list of mounts (level 3 on Linux). */
import { lstatSync } from "node:fs";
import path from "node:path";
import { isBelow, type WritableRoot } from "./writable-roots.ts";

/**
 * One mount of a path onto itself.
 * - `writable`: a root.
 * - `read-only`: a protected path.
 * - `pin`: no change, but a mount point cannot be renamed. Without it a command could move the folder above
 *   a protected path away and put an unprotected one in its place.
 */
export interface MountEntry {
  readonly path: string;
  readonly access: "writable" | "read-only" | "pin";
  /** The path itself is a symbolic link and is pinned as such, not what it leads to. */
  readonly isLink: boolean;
}

/** The mounts in the order of making them: outer ones first, so that inner ones decide. */
export function mountPlan(roots: readonly WritableRoot[]): readonly MountEntry[] {
  const entries = new Map<string, MountEntry>();
  for (const root of roots) {
    for (const entry of root.readOnlyPaths) {
      entries.set(entry, { path: entry, access: "read-only", isLink: isSymbolicLink(entry) });
    }
  }
  // A root that is also somebody's protected path was asked for by name: it wins.
  for (const root of roots) entries.set(root.path, { path: root.path, access: "writable", isLink: false });

  const writable = roots.map((root) => root.path);
  for (const entry of [...entries.values()]) {
    const outer = writable.filter((root) => root !== entry.path && isBelow(entry.path, root));
    if (outer.length === 0) {
      // Nothing above it can be changed, so a protected path out here needs no mount.
      if (entry.access === "read-only") entries.delete(entry.path);
      continue;
    }
    for (const folder of foldersBetween(shortest(outer), entry.path)) {
      if (!entries.has(folder)) entries.set(folder, { path: folder, access: "pin", isLink: false });
    }
  }
  return [...entries.values()].sort((left, right) => depth(left.path) - depth(right.path));
}

function foldersBetween(outer: string, inner: string): string[] {
  const folders: string[] = [];
  for (
    let folder = path.dirname(inner);
    folder !== outer && isBelow(folder, outer);
    folder = path.dirname(folder)
  ) {
    folders.push(folder);
  }
  return folders;
}

function shortest(paths: readonly string[]): string {
  return paths.reduce((best, candidate) => (candidate.length < best.length ? candidate : best));
}

function depth(file: string): number {
  return file === "/" ? 0 : file.split("/").length - 1;
}

function isSymbolicLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
