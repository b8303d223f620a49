/** Where the tables of a document are defined, and where new ones go. */
import type { KeyPath } from "../toml/key-path.ts";
import type { KeyIndex, Statement } from "../toml/scan-keys.ts";
import { bodyStart, insertLines, isBlankBefore, lineAt, lineEnd, lineStart } from "./text-lines.ts";

/** True when `path` is `prefix` or lies below it. */
export function startsWith(path: KeyPath, prefix: KeyPath): boolean {
  return prefix.length <= path.length && prefix.every((segment, index) => segment === path[index]);
}

/** How a table came into being, which decides how a key is added to it. */
export type TableForm =
  /** By a header of its own, or the root: new keys stand behind `last`. */
  | { readonly kind: "section"; readonly last: Statement | undefined }
  /** By the dotted keys of another section; the last of them shows where and under which header. */
  | { readonly kind: "dotted"; readonly last: Statement }
  /** Inside the value of this statement. */
  | { readonly kind: "inline"; readonly within: Statement }
  /** Only by the headers of tables below it, or not at all. */
  | { readonly kind: "implied" };

/** Finds the form of a table. */
export function formOf({ statements }: KeyIndex, path: KeyPath): TableForm {
  const within = statements.find((each) => each.kind === "pair" && startsWith(path, each.path));
  if (within) return { kind: "inline", within };
  const own = statements.filter((each) => samePath(each.context, path));
  if (path.length === 0 || own.length > 0) return { kind: "section", last: own.at(-1) };
  const dotted = statements.findLast(
    (each) => each.kind === "pair" && startsWith(each.path, path) && !startsWith(each.context, path),
  );
  return dotted ? { kind: "dotted", last: dotted } : { kind: "implied" };
}

/** The statements of the section that a header opens. */
export function sectionOf({ statements }: KeyIndex, header: Statement): readonly Statement[] {
  return statements.filter((each) => samePath(each.context, header.path));
}

/** Adds a section with a blank line around it: behind its nearest relatives, else at the end. */
export function insertSection(
  text: string,
  index: KeyIndex,
  path: KeyPath,
  lines: readonly string[],
): string {
  const start = placeOfSection(text, index, path);
  const isFollowed = start < text.length && lineAt(text, start) !== "";
  const before = isBlankBefore(text, start) ? [] : [""];
  return insertLines(text, start, [...before, ...lines, ...(isFollowed ? [""] : [])]);
}

/**
 * Adds a line to the root table, which ends at the first header. Without any key there yet it goes before
 * the comment that belongs to the first header.
 */
export function insertRootLine(text: string, index: KeyIndex, line: string): string {
  const { statements } = index;
  const last = statements.findLast(({ context }) => context.length === 0);
  if (last) return insertLines(text, lineEnd(text, last.span.end), [line]);
  const first = statements[0];
  if (!first) return insertLines(text, text.length, [line]);
  let start = lineStart(text, first.span.start);
  while (start > bodyStart(text)) {
    const above = lineStart(text, start - 1);
    if (!lineAt(text, above).startsWith("#")) break;
    start = above;
  }
  return insertLines(text, start, [line, ""]);
}

function samePath(one: KeyPath, other: KeyPath): boolean {
  return one.length === other.length && startsWith(one, other);
}

function placeOfSection(text: string, index: KeyIndex, path: KeyPath): number {
  const headers = index.statements.filter(({ kind }) => kind !== "pair");
  for (let length = path.length; length > 0; length -= 1) {
    const relative = headers.findLast((each) => startsWith(each.path, path.slice(0, length)));
    if (relative) return endOfSection(text, index, relative);
  }
  return text.length;
}

/** Behind the last statement, and behind comments right below it unless they belong to the next header. */
function endOfSection(text: string, index: KeyIndex, header: Statement): number {
  const last = sectionOf(index, header).at(-1) ?? header;
  const end = lineEnd(text, last.span.end);
  let behind = end;
  while (behind < text.length && lineAt(text, behind).startsWith("#")) behind = lineEnd(text, behind);
  return behind >= text.length || lineAt(text, behind) === "" ? behind : end;
}
