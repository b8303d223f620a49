/** Where a policy lets commands write, and what stays read-only in there. */
import { lstatSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import type { SandboxPolicy } from "@codex-ts/protocol";

/** A folder (or single file) that commands may change, but for some paths in it. All paths are absolute. */
export interface WritableRoot {
  /** With symbolic links resolved; exists. */
  readonly path: string;
  readonly isFolder: boolean;
  /** The names under which it was configured, for judging paths that were not resolved. */
  readonly aliases: readonly string[];
  /** Existing paths that stay read-only: as named in the root, and where links or pointers lead. */
  readonly readOnlyPaths: readonly string[];
}

/** What else than the policy decides about the roots. */
export interface RootSurroundings {
  /** The turn's working folder (not the folder of one command). */
  readonly policyCwd: string;
  /** `TMPDIR` of this process. */
  readonly tmpdir: string | undefined;
  readonly platform: NodeJS.Platform;
}

const GIT = ".git";
/** Folders of settings and instructions that a command must not change. */
const PROTECTED_FOLDERS = [".agents", ".codex"];
const SLASH_TMP = "/tmp";

/**
 * The writable roots of a policy, in order: configured ones, the turn's folder, `/tmp`, `$TMPDIR`.
 * Missing and relative ones are left out, links are resolved, duplicates dropped. Empty for every policy
 * but `workspace-write`. Reads a few directory entries, so call it when a command is about to start.
 */
export function writableRoots(
  policy: SandboxPolicy,
  surroundings: RootSurroundings,
): readonly WritableRoot[] {
  const aliases = new Map<string, string[]>();
  for (const candidate of rootCandidates(policy, surroundings)) {
    const resolved = path.isAbsolute(candidate) ? realPath(candidate) : undefined;
    if (resolved === undefined) continue;
    aliases.set(resolved, [...(aliases.get(resolved) ?? []), path.normalize(candidate)]);
  }
  return [...aliases].map(([root, names]) => ({
    path: root,
    isFolder: statOf(root)?.isDirectory() ?? false,
    aliases: names,
    readOnlyPaths: readOnlyPathsOf(root),
  }));
}

/** The absolute paths that a policy names as roots and that do not exist. */
export function missingRoots(policy: SandboxPolicy, surroundings: RootSurroundings): readonly string[] {
  return rootCandidates(policy, surroundings).filter(
    (candidate) => path.isAbsolute(candidate) && realPath(candidate) === undefined,
  );
}

function rootCandidates(policy: SandboxPolicy, surroundings: RootSurroundings): readonly string[] {
  if (policy.type !== "workspace-write") return [];
  const candidates = [...(policy.writable_roots ?? []), surroundings.policyCwd];
  const hasSlashTmp = surroundings.platform !== "win32" && !policy.exclude_slash_tmp;
  if (hasSlashTmp && statOf(SLASH_TMP)?.isDirectory()) candidates.push(SLASH_TMP);
  if (!policy.exclude_tmpdir_env_var && surroundings.tmpdir) candidates.push(surroundings.tmpdir);
  return candidates;
}

/**
 * True when a policy lets a file be written, by its name alone: the deepest root or read-only path above it
 * decides, where `.git`, `.codex` and `.agents` at the top of a root count even while they are missing.
 * `file` is absolute. For code that writes files itself (patches); commands are confined by the kernel.
 */
export function isPathWritable(file: string, policy: SandboxPolicy, roots: readonly WritableRoot[]): boolean {
  if (policy.type === "danger-full-access" || policy.type === "external-sandbox") return true;
  if (policy.type === "read-only") return false;
  const target = path.normalize(file);
  const names = (root: WritableRoot) => [root.path, ...root.aliases];
  const readOnly = roots.flatMap((root) => [...root.readOnlyPaths, ...names(root).flatMap(protectedNames)]);
  const above = (entries: readonly string[]) =>
    Math.max(-1, ...entries.filter((entry) => isBelow(target, entry)).map((entry) => entry.length));
  const writableDepth = above(roots.flatMap(names));
  // A root that is itself a protected name was asked for by name: it wins.
  return writableDepth >= 0 && writableDepth >= above(readOnly);
}

/** True when `file` is `folder` or inside it, judged by names. */
export function isBelow(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return (
    relative === "" ||
    (relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative))
  );
}

function protectedNames(root: string): string[] {
  return [GIT, ...PROTECTED_FOLDERS].map((name) => path.join(root, name));
}

function readOnlyPathsOf(root: string): readonly string[] {
  const found = new Set<string>();
  const dotGit = path.join(root, GIT);
  const git = statOf(dotGit);
  if (git?.isFile()) {
    const pointed = readGitPointer(dotGit);
    if (pointed !== undefined) found.add(pointed);
  }
  if (git?.isFile() || git?.isDirectory()) addWithLinkTarget(found, dotGit);
  for (const name of PROTECTED_FOLDERS) {
    const folder = path.join(root, name);
    if (statOf(folder)?.isDirectory()) addWithLinkTarget(found, folder);
  }
  return [...found];
}

function addWithLinkTarget(found: Set<string>, entry: string): void {
  if (lstatSync(entry, { throwIfNoEntry: false })?.isSymbolicLink()) {
    const target = realPath(entry);
    if (target !== undefined) found.add(target);
  }
  found.add(entry);
}

/** A `.git` file says `gitdir: <path>`; the word before the colon is not compared, as in 0.99.0. */
function readGitPointer(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch {
    return undefined; // Unreadable for us is unreadable for the command: there is nothing to follow.
  }
  const colon = text.indexOf(":");
  const target = colon < 0 ? "" : text.slice(colon + 1).trim();
  return target === "" ? undefined : realPath(path.resolve(path.dirname(file), target));
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined; // A loop of links or a forbidden folder: no existing file or folder of that name.
  }
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}
