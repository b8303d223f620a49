/** Checks a patch against the disk before anybody is asked about it, and says what it would do. */
import path from "node:path";
import { assertNever } from "@codex-ts/std";
import { addedText, type PatchTarget } from "./apply.ts";
import { readFileText } from "./file-text.ts";
import { locateFile } from "./locate-file.ts";
import type { DeleteHunk, Hunk, Patch, UpdateHunk } from "./patch.ts";
import { describePlanFailure, planChanges } from "./plan-changes.ts";
import { unifiedDiff } from "./unified-diff.ts";

/** What a patch would do to one file. */
export type VerifiedChange =
  | { readonly type: "add"; readonly content: string }
  /** `content` is what would be lost. */
  | { readonly type: "delete"; readonly content: string }
  | {
      readonly type: "update";
      /** Hunks with one line of context, no file headers. */
      readonly unifiedDiff: string;
      /** Absolute. */
      readonly movePath: string | undefined;
      readonly newContent: string;
    };

/** One change per absolute path, in the order of the patch; or the reason why it cannot be applied. */
export type VerifyOutcome =
  | { readonly ok: true; readonly changes: ReadonlyMap<string, VerifiedChange> }
  | { readonly ok: false; readonly message: string };

/**
 * Works a patch out without writing. Every update must fit the file as it is on disk; where several hunks
 * touch one path they must fit one after another as well, and the change shows their sum.
 * An empty patch gives an empty map: whether that is refused is the caller's decision.
 * Messages name absolute paths. Rejects only with the reason of the signal.
 */
export async function verifyPatch(
  patch: Patch,
  target: PatchTarget,
  signal: AbortSignal,
): Promise<VerifyOutcome> {
  const preview: Preview = { target, changes: new Map(), contents: new Map() };
  for (const hunk of patch.hunks) {
    signal.throwIfAborted();
    const message = await previewHunk(preview, hunk);
    if (message !== undefined) return { ok: false, message };
  }
  return { ok: true, changes: preview.changes };
}

/** Every absolute path that a verified patch writes or removes, move targets included, each once. */
export function affectedPaths(changes: ReadonlyMap<string, VerifiedChange>): string[] {
  const paths = new Set<string>();
  for (const [file, change] of changes) {
    paths.add(file);
    if (change.type === "update" && change.movePath !== undefined) paths.add(change.movePath);
  }
  return [...paths];
}

interface Preview {
  readonly target: PatchTarget;
  readonly changes: Map<string, VerifiedChange>;
  /** Files as the hunks so far would leave them; undefined for removed ones. */
  readonly contents: Map<string, string | undefined>;
}

/** Adds a hunk to the preview, or says why it does not fit. */
async function previewHunk(preview: Preview, hunk: Hunk): Promise<string | undefined> {
  const file = path.resolve(preview.target.cwd, hunk.path);
  switch (hunk.kind) {
    case "add": {
      const content = addedText(hunk);
      setChange(preview, file, { type: "add", content });
      preview.contents.set(file, content);
      return undefined;
    }
    case "delete":
      return await previewDelete(preview, hunk, file);
    case "update":
      return await previewUpdate(preview, hunk, file);
    default:
      return assertNever(hunk);
  }
}

async function previewDelete(preview: Preview, hunk: DeleteHunk, file: string): Promise<string | undefined> {
  const onDisk = await readFileText(preview.target.fs, locateFile(preview.target.cwd, hunk.path));
  if (!onDisk.ok) return `Failed to read ${file}: ${onDisk.reason}`;
  setChange(preview, file, { type: "delete", content: onDisk.text });
  preview.contents.set(file, undefined);
  return undefined;
}

async function previewUpdate(preview: Preview, hunk: UpdateHunk, file: string): Promise<string | undefined> {
  const onDisk = await readFileText(preview.target.fs, locateFile(preview.target.cwd, hunk.path));
  if (!onDisk.ok) return `Failed to read file to update ${file}: ${onDisk.reason}`;
  const isTouched = preview.contents.has(file);
  const current = isTouched ? preview.contents.get(file) : onDisk.text;
  if (current === undefined) {
    return `Failed to read file to update ${file}: an earlier part of the patch removes it`;
  }
  const alone = planChanges(onDisk.text, hunk.chunks);
  const plan = isTouched && alone.ok ? planChanges(current, hunk.chunks) : alone;
  if (!plan.ok) return describePlanFailure(plan.failure, file);
  const movePath = hunk.movePath === undefined ? undefined : path.resolve(preview.target.cwd, hunk.movePath);
  const isAdded = preview.changes.get(file)?.type === "add" && movePath === undefined;
  setChange(
    preview,
    file,
    isAdded
      ? { type: "add", content: plan.text }
      : {
          type: "update",
          unifiedDiff: unifiedDiff(onDisk.text, plan.text, { contextLines: 1 }),
          movePath,
          newContent: plan.text,
        },
  );
  if (movePath !== undefined) preview.contents.set(file, undefined);
  preview.contents.set(movePath ?? file, plan.text);
  return undefined;
}

/** The last change of a path stands last, where the patch made it. */
function setChange(preview: Preview, file: string, change: VerifiedChange): void {
  preview.changes.delete(file);
  preview.changes.set(file, change);
}
