/** Carries a patch out on the disk. */
import path from "node:path";
import { assertNever } from "@codex-ts/std";
import { describeSystemError, readFileText } from "./file-text.ts";
import { locateFile } from "./locate-file.ts";
import type { AddHunk, DeleteHunk, Hunk, Patch, UpdateHunk } from "./patch.ts";
import type { PatchFs } from "./patch-fs.ts";
import { describePlanFailure, planChanges } from "./plan-changes.ts";
import type { PatchSummary } from "./summary.ts";

/** Where a patch is applied: the absolute directory its relative paths start from, and the files. */
export interface PatchTarget {
  readonly cwd: string;
  readonly fs: PatchFs;
}

/** What a patch did, or how far it came. */
export type ApplyOutcome =
  | { readonly ok: true; readonly changed: PatchSummary }
  | ({ readonly ok: false; readonly changed: PatchSummary } & ApplyFailure);

/** The first thing that went wrong. */
export interface ApplyFailure {
  /** What could not be done, with the path as the patch wrote it. */
  readonly message: string;
  /** What the system said, in words, where `message` does not say it already. */
  readonly reason: string | undefined;
  /** The system's error, where there was one. */
  readonly cause: unknown;
}

/**
 * Applies the hunks in order and stops at the first that fails. Files changed before stay changed and are
 * listed in the outcome. No file is left half-written. Rejects only with the reason of the signal, which is
 * looked at between hunks.
 */
export async function applyPatch(
  patch: Patch,
  target: PatchTarget,
  signal: AbortSignal,
): Promise<ApplyOutcome> {
  const changed: Changes = { added: [], modified: [], deleted: [] };
  if (patch.hunks.length === 0) {
    return { ok: false, message: "No files were modified.", reason: undefined, cause: undefined, changed };
  }
  for (const hunk of patch.hunks) {
    signal.throwIfAborted();
    const failure = await applyHunk(target, hunk, changed);
    if (failure !== undefined) return { ok: false, ...failure, changed };
  }
  return { ok: true, changed };
}

interface Changes {
  readonly added: string[];
  readonly modified: string[];
  readonly deleted: string[];
}

function applyHunk(target: PatchTarget, hunk: Hunk, changed: Changes): Promise<ApplyFailure | undefined> {
  switch (hunk.kind) {
    case "add":
      return addFile(target, hunk, changed);
    case "delete":
      return deleteFile(target, hunk, changed);
    case "update":
      return updateFile(target, hunk, changed);
    default:
      return assertNever(hunk);
  }
}

async function addFile(target: PatchTarget, hunk: AddHunk, changed: Changes) {
  const failure = await writeWithParents(target, hunk.path, addedText(hunk), undefined);
  if (failure === undefined) changed.added.push(hunk.path);
  return failure;
}

/** The content of a file that a hunk adds. */
export function addedText(hunk: AddHunk): string {
  return hunk.lines.map((line) => `${line}\n`).join("");
}

async function deleteFile(target: PatchTarget, hunk: DeleteHunk, changed: Changes) {
  const failure = await attempt(`Failed to delete file ${hunk.path}`, () =>
    target.fs.removeFile(locateFile(target.cwd, hunk.path)),
  );
  if (failure === undefined) changed.deleted.push(hunk.path);
  return failure;
}

async function updateFile(
  target: PatchTarget,
  hunk: UpdateHunk,
  changed: Changes,
): Promise<ApplyFailure | undefined> {
  const source = locateFile(target.cwd, hunk.path);
  const file = await readFileText(target.fs, source);
  if (!file.ok) {
    const message = `Failed to read file to update ${hunk.path}: ${file.reason}`;
    return { message, reason: undefined, cause: file.cause };
  }
  const plan = planChanges(file.text, hunk.chunks);
  if (!plan.ok) {
    const message = describePlanFailure(plan.failure, hunk.path);
    return { message, reason: undefined, cause: undefined };
  }
  const destination = hunk.movePath ?? hunk.path;
  const isMove = await leavesSource(target.fs, source, locateFile(target.cwd, destination));
  const failure = isMove
    ? await writeWithParents(target, destination, plan.text, file.mode)
    : await write(target, hunk.path, plan.text, undefined);
  if (failure !== undefined) return failure;
  changed.modified.push(destination);
  if (!isMove) return undefined;
  return await attempt(`Failed to remove original ${hunk.path}`, () => target.fs.removeFile(source));
}

/**
 * False for a file moved onto itself, by whatever spelling: removing the "original" would lose it.
 * A destination that cannot be looked at is another file; writing it then says what is wrong.
 */
async function leavesSource(fs: PatchFs, source: string, destination: string): Promise<boolean> {
  if (source === destination) return false;
  const isSame = await fs.isSameFile(source, destination).catch(() => false);
  return !isSame;
}

async function writeWithParents(
  target: PatchTarget,
  filePath: string,
  text: string,
  mode: number | undefined,
): Promise<ApplyFailure | undefined> {
  const parent = path.dirname(locateFile(target.cwd, filePath));
  const failure = await attempt(`Failed to create parent directories for ${filePath}`, () =>
    target.fs.createDirectory(parent),
  );
  return failure ?? (await write(target, filePath, text, mode));
}

function write(target: PatchTarget, filePath: string, text: string, mode: number | undefined) {
  return attempt(`Failed to write file ${filePath}`, () =>
    target.fs.writeFile(locateFile(target.cwd, filePath), new TextEncoder().encode(text), mode),
  );
}

async function attempt(message: string, action: () => Promise<void>): Promise<ApplyFailure | undefined> {
  try {
    await action();
    return undefined;
  } catch (cause) {
    return { message, reason: describeSystemError(cause), cause };
  }
}
