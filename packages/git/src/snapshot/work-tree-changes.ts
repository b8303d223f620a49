/** What differs from HEAD in a work tree, and what of it belongs into a snapshot. */
import { lstatSync } from "node:fs";
import type { ScratchRepository } from "./scratch-repository.ts";

/** Folders that tools fill and that nobody edits by hand (the list of Codex 0.99.0). */
const GENERATED_FOLDERS = new Set([
  "node_modules",
  ".venv",
  "venv",
  "env",
  ".env",
  "dist",
  "build",
  ".pytest_cache",
  ".mypy_cache",
  ".cache",
  ".tox",
  "__pycache__",
]);

/** What is too large for a snapshot; undefined = no limit. */
export interface SnapshotLimits {
  /** Bytes of one untracked file. */
  readonly maxUntrackedBytes: number | undefined;
  /** Untracked files in one untracked folder, from which on the folder is left out. */
  readonly maxFolderFiles: number | undefined;
}

/** Paths relative to the root of the tree, `/` between names, one character per byte, no slash at the end. */
export interface WorkTreeChanges {
  /** Tracked files that differ from HEAD, deleted ones included. */
  readonly tracked: readonly string[];
  /** Untracked files that a snapshot holds. */
  readonly untracked: readonly string[];
  /** Untracked repositories below this one, which are never looked into. */
  readonly nested: readonly string[];
  readonly leftOut: LeftOut;
}

/** Untracked files that a snapshot does not hold, by reason. */
export interface LeftOut {
  /** Below a folder that tools fill. */
  readonly generated: readonly string[];
  readonly largeFiles: readonly string[];
  /** Whole folders. */
  readonly largeFolders: readonly string[];
  /** The files in them. */
  readonly inLargeFolders: readonly string[];
}

/** Reads the changes of a whole work tree. Ignored files are not among them. */
export async function readWorkTreeChanges(
  repository: ScratchRepository,
  limits: SnapshotLimits,
  signal: AbortSignal,
): Promise<WorkTreeChanges> {
  const asked = ["status", "--porcelain", "-z", "--no-renames", "--ignore-submodules=all"];
  const [status, folders] = await Promise.all([
    repository.git([...asked, "--untracked-files=all"], {}, signal),
    untrackedFolders(repository, signal),
  ]);
  const entries = status.split("\0").filter((line) => line.length > 3);
  const pathsOf = (isUntracked: boolean) =>
    entries.filter((line) => line.startsWith("??") === isUntracked).map((line) => line.slice(3));
  const unknown = pathsOf(true);
  const files = unknown.filter((name) => !name.endsWith("/"));
  const { kept, leftOut } = sortOut(repository.root, files, folders, limits);
  return {
    tracked: pathsOf(false),
    untracked: kept,
    nested: unknown.filter((name) => name.endsWith("/")).map((name) => name.slice(0, -1)),
    leftOut,
  };
}

/** The topmost folders without a tracked file, each with a slash at its end. */
async function untrackedFolders({ git }: ScratchRepository, signal: AbortSignal): Promise<readonly string[]> {
  const args = ["ls-files", "--others", "--exclude-standard", "--directory", "--no-empty-directory", "-z"];
  const listed = (await git(args, {}, signal)).split("\0");
  return listed.filter((name) => name.endsWith("/"));
}

function sortOut(
  root: string,
  files: readonly string[],
  folders: readonly string[],
  { maxUntrackedBytes, maxFolderFiles = Number.POSITIVE_INFINITY }: SnapshotLimits,
): { readonly kept: readonly string[]; readonly leftOut: LeftOut } {
  const known = new Set(folders);
  const generated: string[] = [];
  const written: { readonly name: string; readonly folder: string | undefined }[] = [];
  const counts = new Map<string | undefined, number>();
  for (const name of files) {
    if (isGenerated(name)) {
      generated.push(name);
      continue;
    }
    const folder = topmost(name, known);
    written.push({ name, folder });
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const largeFolders = folders.filter((folder) => (counts.get(folder) ?? 0) >= maxFolderFiles);
  const large = new Set<string | undefined>(largeFolders);
  const inLargeFolders: string[] = [];
  const largeFiles: string[] = [];
  const kept: string[] = [];
  for (const { name, folder } of written) {
    if (large.has(folder)) inLargeFolders.push(name);
    else if (maxUntrackedBytes !== undefined && sizeOf(root, name) > maxUntrackedBytes) largeFiles.push(name);
    else kept.push(name);
  }
  return {
    kept,
    leftOut: {
      generated,
      largeFiles,
      largeFolders: largeFolders.map((folder) => folder.slice(0, -1)),
      inLargeFolders,
    },
  };
}

/** The one of these folders, with slashes at their ends, that a file is in; they do not contain each other. */
function topmost(name: string, folders: ReadonlySet<string>): string | undefined {
  for (let end = name.indexOf("/"); end !== -1; end = name.indexOf("/", end + 1)) {
    const folder = name.slice(0, end + 1);
    if (folders.has(folder)) return folder;
  }
  return undefined;
}

function isGenerated(name: string): boolean {
  return name
    .split("/")
    .slice(0, -1)
    .some((folder) => GENERATED_FOLDERS.has(folder));
}

/** Bytes; a file that vanished meanwhile has none. */
function sizeOf(root: string, name: string): number {
  const file = Buffer.from(`${Buffer.from(root).toString("latin1")}/${name}`, "latin1");
  try {
    return lstatSync(file).size;
  } catch {
    return 0;
  }
}
