/** Putting settings into a TOML text. */
import { valueAt } from "../layers/merge.ts";
import { formatKey, formatValue } from "../toml/format-value.ts";
import { formatKeyPath, type KeyPath } from "../toml/key-path.ts";
import { parseToml } from "../toml/parse-toml.ts";
import { isRawTable, type RawTable, type RawValue } from "../toml/raw-value.ts";
import { isSameValue } from "../toml/same-value.ts";
import { type KeyIndex, scanKeys } from "../toml/scan-keys.ts";
import { clearPath, replaceSpan } from "./clear-path.ts";
import { addMember } from "./inline-members.ts";
import { formOf, insertRootLine, insertSection, type TableForm } from "./sections.ts";
import { withValue } from "./table-values.ts";
import { insertLines, lineEnd } from "./text-lines.ts";

/**
 * Makes `path` hold `value`. A table replaces a table member by member, so that lines which say the same
 * before and after stay as they are. What stands in the way of the path is removed.
 */
export function setPath(text: string, path: KeyPath, value: RawValue): string {
  const table = tableOf(text);
  const current = valueAt(table, path);
  if (isSameValue(current, value)) return text;
  if (isRawTable(value) && isRawTable(current)) return setMembers(text, path, current, value);
  if (current !== undefined) {
    const spans = scanKeys(text).exact(path);
    if (spans?.value && !isRawTable(value)) return replaceSpan(text, spans.value, formatValue(value));
    return add(clearPath(text, path), path, value);
  }
  return add(withoutObstacle(text, table, path), path, value);
}

/** Adds a table to a list of tables: a section of its own, or a member of a list in brackets. */
export function appendElement(text: string, path: KeyPath, element: RawTable): string {
  const list = valueAt(tableOf(text), path);
  const index = scanKeys(text);
  if (list !== undefined && formOf(index, path).kind === "inline") {
    return setPath(text, path, [...(Array.isArray(list) ? (list as RawValue[]) : []), element]);
  }
  return insertSection(text, index, path, [`[[${formatKeyPath(path)}]]`, ...memberLines(element)]);
}

function setMembers(text: string, path: KeyPath, current: RawTable, wanted: RawTable): string {
  const gone = Object.keys(current).filter((key) => !Object.hasOwn(wanted, key));
  const cleared = gone.reduce((rest, key) => clearPath(rest, [...path, key]), text);
  return Object.entries(wanted).reduce(
    (rest, [key, member]) => setPath(rest, [...path, key], member),
    cleared,
  );
}

/** Removes a value that stands where a table has to be. */
function withoutObstacle(text: string, table: RawTable, path: KeyPath): string {
  for (let length = 1; length < path.length; length += 1) {
    const above = valueAt(table, path.slice(0, length));
    if (above === undefined) return text;
    const isFit = isRawTable(above) || (Array.isArray(above) && typeof path[length] === "number");
    if (!isFit) return clearPath(text, path.slice(0, length));
  }
  return text;
}

/** Adds a key that is not there; its parents may be missing, too. */
function add(text: string, path: KeyPath, value: RawValue): string {
  const index = scanKeys(text);
  const table = tableOf(text);
  const parent = path.slice(0, -1);
  const isParentThere = isRawTable(valueAt(table, parent));
  const anchor = isParentThere ? parent : nearestTable(table, parent);
  const form = formOf(index, anchor);
  const below = path.slice(anchor.length);
  switch (form.kind) {
    case "inline":
      return addInline(text, index, { anchor, below, value, form });
    case "dotted": {
      const start = lineEnd(text, form.last.span.end);
      return insertLines(text, start, dottedLines(path.slice(form.last.context.length), value));
    }
    default:
      if (isRawTable(value)) return insertSections(text, path, value);
      if (path.length === 1) return insertRootLine(text, index, pairLine(path, value));
      if (isParentThere && form.kind === "section" && form.last) {
        return insertLines(text, lineEnd(text, form.last.span.end), [pairLine(below, value)]);
      }
      return insertSection(text, index, parent, [`[${headerPath(parent)}]`, pairLine(path.slice(-1), value)]);
  }
}

/** The deepest table above a missing one; the root at last. */
function nearestTable(table: RawTable, missing: KeyPath): KeyPath {
  for (let length = missing.length; length > 0; length -= 1) {
    const prefix = missing.slice(0, length);
    if (isRawTable(valueAt(table, prefix))) return prefix;
  }
  return [];
}

function addInline(
  text: string,
  index: KeyIndex,
  what: {
    readonly anchor: KeyPath;
    readonly below: KeyPath;
    readonly value: RawValue;
    readonly form: Extract<TableForm, { readonly kind: "inline" }>;
  },
): string {
  const { anchor, below, value, form } = what;
  const spans = index.exact(anchor);
  const [first, ...rest] = below;
  if (spans?.value && text[spans.value.start] === "{" && typeof first === "string") {
    const nested = rest.length === 0 ? value : withValue({}, rest, value);
    return addMember(text, spans.value, `${formatKey(first)} = ${formatValue(nested)}`);
  }
  // A table that dotted keys inside braces make: the whole value is written anew.
  const outer = form.within;
  const current = valueAt(tableOf(text), outer.path);
  if (!outer.value || !isRawTable(current)) return text;
  const changed = withValue(current, [...anchor, ...below].slice(outer.path.length), value);
  return replaceSpan(text, outer.value, formatValue(changed));
}

/** A new table with its tables, each under a header of its own. */
function insertSections(text: string, path: KeyPath, table: RawTable): string {
  const lines = memberLines(table);
  const inner = Object.entries(table).filter(
    ([, member]) => isRawTable(member) && Object.keys(member).length > 0,
  );
  const isHeaderNeeded = lines.length > 0 || inner.length === 0;
  const own = isHeaderNeeded
    ? insertSection(text, scanKeys(text), path, [`[${headerPath(path)}]`, ...lines])
    : text;
  return inner.reduce((rest, [key, member]) => insertSections(rest, [...path, key], member as RawTable), own);
}

/** The lines of the members that are no tables; an empty table stays in its line. */
function memberLines(table: RawTable): readonly string[] {
  return Object.entries(table)
    .filter(([, member]) => !isRawTable(member) || Object.keys(member).length === 0)
    .map(([key, member]) => pairLine([key], member));
}

function dottedLines(path: KeyPath, value: RawValue): readonly string[] {
  if (!isRawTable(value) || Object.keys(value).length === 0) return [pairLine(path, value)];
  return Object.entries(value).flatMap(([key, member]) => dottedLines([...path, key], member));
}

function pairLine(path: KeyPath, value: RawValue): string {
  return `${formatKeyPath(path)} = ${formatValue(value)}`;
}

/** Headers know no positions: below a list of tables they mean its last element. */
function headerPath(path: KeyPath): string {
  return formatKeyPath(path.filter((segment) => typeof segment === "string"));
}

function tableOf(text: string): RawTable {
  const parsed = parseToml(text);
  return parsed.ok ? parsed.table : {};
}
