/** Changes single settings in a TOML text and leaves every other byte alone. */
import { valueAt } from "../layers/merge.ts";
import { formatKeyPath, type KeyPath } from "../toml/key-path.ts";
import { parseToml } from "../toml/parse-toml.ts";
import { isRawTable, type RawTable, type RawValue } from "../toml/raw-value.ts";
import { isSameValue } from "../toml/same-value.ts";
import { clearPath } from "./clear-path.ts";
import { appendElement, setPath } from "./set-path.ts";
import { withoutValue, withValue } from "./table-values.ts";

/** One change. Numbers in a path are positions in a list of tables. */
export type DocumentEdit =
  | { readonly kind: "set"; readonly path: KeyPath; readonly value: RawValue }
  /** Nothing happens where nothing is. */
  | { readonly kind: "clear"; readonly path: KeyPath }
  /** Adds a table to a list of tables. */
  | { readonly kind: "append"; readonly path: KeyPath; readonly value: RawTable };

/** The edit that makes a path hold a value, or nothing. */
export function setOrClear(path: KeyPath, value: RawValue | undefined): DocumentEdit {
  return value === undefined ? { kind: "clear", path } : { kind: "set", path, value };
}

/** The new text and what it says, or why the text cannot be changed. */
export type EditedDocument =
  | { readonly ok: true; readonly text: string; readonly table: RawTable }
  | { readonly ok: false; readonly message: string };

/**
 * Applies edits one after the other to a text that parses. Before it answers it reads the result back and
 * compares it with what the edits mean, so that a text is never changed in another way than was asked for.
 */
export function editDocument(text: string, edits: readonly DocumentEdit[]): EditedDocument {
  let current = text;
  let expected = tableOf(text);
  for (const edit of edits) {
    expected = changed(expected, edit);
    current = applyEdit(current, edit);
  }
  const parsed = parseToml(current);
  if (parsed.ok && isSameValue(pruned(parsed.table), pruned(expected)))
    return { ok: true, text: current, table: parsed.table };
  const keys = edits.map((edit) => `\`${formatKeyPath(edit.path)}\``).join(", ");
  return {
    ok: false,
    message: `${keys} cannot be changed without changing how other settings are written; edit the file by hand`,
  };
}

function applyEdit(text: string, edit: DocumentEdit): string {
  switch (edit.kind) {
    case "set":
      return setPath(text, edit.path, edit.value);
    case "clear":
      return clearPath(text, edit.path);
    case "append":
      return appendElement(text, edit.path, edit.value);
  }
}

function tableOf(text: string): RawTable {
  const parsed = parseToml(text);
  return parsed.ok ? parsed.table : {};
}

/** What an edit means, without regard to how it is written. */
function changed(table: RawTable, edit: DocumentEdit): RawTable {
  if (edit.kind === "set") return withValue(table, edit.path, edit.value);
  if (edit.kind === "clear") return withoutValue(table, edit.path);
  const list = valueAt(table, edit.path);
  return withValue(table, edit.path, [...(Array.isArray(list) ? (list as RawValue[]) : []), edit.value]);
}

/** A value without empty tables and lists, which come and go with their last member. */
function pruned(value: RawValue): RawValue {
  if (Array.isArray(value)) {
    const list: readonly RawValue[] = value;
    return list.map(pruned);
  }
  if (!isRawTable(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, pruned(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => !isEmpty(member)));
}

function isEmpty(value: RawValue): boolean {
  return Array.isArray(value) ? value.length === 0 : isRawTable(value) && Object.keys(value).length === 0;
}
