/** The sum of a turn's patches as one diff in git's format. */
import { createHash } from "node:crypto";
import path from "node:path";
import { decodeUtf8 } from "./file-text.ts";
import { unifiedDiff } from "./unified-diff.ts";

/** A file at one moment. */
export interface TurnFileState {
  readonly content: Uint8Array;
  readonly isExecutable: boolean;
}

/** A file at the start of the turn and now; undefined where it does not exist. */
export interface TurnFileChange {
  readonly before: TurnFileState | undefined;
  readonly after: TurnFileState | undefined;
  /** The absolute path at the start, where the file was moved since. */
  readonly movedFrom: string | undefined;
}

/**
 * Writes the changes of files, keyed by absolute path (the present one, or the last one of a removed file).
 * Paths are shown relative to `root`, the repository, sorted; one outside of it, or of any, stays absolute.
 * Files with the same content are left out, moved ones too; the text is empty when nothing changed. Object ids are
 * those that git would give the contents.
 */
export function formatTurnDiff(
  changes: ReadonlyMap<string, TurnFileChange>,
  root: string | undefined,
): string {
  return [...changes]
    .map(([file, change]) => ({ name: displayPath(file, root), change }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, change }) => formatFile(name, change, root))
    .join("");
}

function displayPath(file: string, root: string | undefined): string {
  if (root === undefined) return file.split(path.sep).join("/");
  const relative = path.relative(root, file);
  const isInside = relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
  return (isInside ? relative : file).split(path.sep).join("/");
}

const MISSING_OID = "0".repeat(40);

function formatFile(
  name: string,
  { before, after, movedFrom }: TurnFileChange,
  root: string | undefined,
): string {
  const oldName = movedFrom === undefined ? name : displayPath(movedFrom, root);
  const [oldOid, newOid] = [blobOid(before), blobOid(after)];
  const modes = modeLines(before, after);
  if (oldOid === newOid && modes === "") return "";
  const [oldSide, newSide] = [quotePath(`a/${oldName}`), quotePath(`b/${name}`)];
  const head = `diff --git ${oldSide} ${newSide}\n${modes}`;
  if (oldOid === newOid) return head;
  return `${head}index ${oldOid}..${newOid}\n${contentLines(
    { label: before ? oldSide : "/dev/null", state: before },
    { label: after ? newSide : "/dev/null", state: after },
  )}`;
}

function modeLines(before: TurnFileState | undefined, after: TurnFileState | undefined): string {
  if (before === undefined) return after === undefined ? "" : `new file mode ${gitMode(after)}\n`;
  if (after === undefined) return `deleted file mode ${gitMode(before)}\n`;
  if (before.isExecutable === after.isExecutable) return "";
  return `old mode ${gitMode(before)}\nnew mode ${gitMode(after)}\n`;
}

function gitMode(state: TurnFileState): string {
  return state.isExecutable ? "100755" : "100644";
}

/** Git's name of a content: SHA-1 over a header with its length and the bytes. */
function blobOid(state: TurnFileState | undefined): string {
  if (state === undefined) return MISSING_OID;
  return createHash("sha1").update(`blob ${state.content.length}\0`).update(state.content).digest("hex");
}

interface Side {
  readonly label: string;
  readonly state: TurnFileState | undefined;
}

function contentLines(before: Side, after: Side): string {
  const [oldText, newText] = [sideText(before), sideText(after)];
  const isBinary = oldText === undefined || newText === undefined;
  const body = isBinary ? "Binary files differ\n" : unifiedDiff(oldText, newText, { contextLines: 3 });
  return body === "" ? "" : `--- ${before.label}\n+++ ${after.label}\n${body}`;
}

/** Undefined for what is not text: bytes that are not UTF-8, or a NUL as git looks for it. */
function sideText({ state }: Side): string | undefined {
  if (state === undefined) return "";
  return state.content.includes(0) ? undefined : decodeUtf8(state.content);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\t", "\\t"],
  ["\r", "\\r"],
  ['"', '\\"'],
  ["\\", "\\\\"],
]);

/** Names that would break the format's lines are written as git does: in quotes, with escapes. */
function quotePath(name: string): string {
  if (!/[\u0000-\u001f\u007f"\\]/u.test(name)) return name;
  const escaped = name.replace(
    /[\u0000-\u001f\u007f"\\]/gu,
    (character) => ESCAPES.get(character) ?? `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
  return `"${escaped}"`;
}
