/** Finds where the keys and values of a TOML document stand, which the parser does not tell. */
import { endOfQuoted, type KeyPath } from "./key-path.ts";
import { parseToml } from "./parse-toml.ts";

/** Offsets in a text; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where one key stands. */
export interface KeySpans {
  /** The key's own segment. */
  readonly key: Span;
  /** The value behind `=`; undefined for tables made by a header or a dotted key. */
  readonly value: Span | undefined;
  /** The header in its brackets, for tables that have one. */
  readonly header: Span | undefined;
}

/** One header or one `key = value` of a document; members of inline tables and lists are no statements. */
export interface Statement {
  readonly kind: "table" | "list" | "pair";
  /** The table or value that it is about; positions in lists of tables are numbers. */
  readonly path: KeyPath;
  /** The header that it stands under; a header's own path. */
  readonly context: KeyPath;
  /** From the key or bracket to the end of the value or bracket; comments behind it are not included. */
  readonly span: Span;
  /** The value of a pair. */
  readonly value: Span | undefined;
}

/** Spans by key path. */
export interface KeyIndex {
  /** In the order of the document. */
  readonly statements: readonly Statement[];
  /** The spans of exactly this path. */
  exact(path: KeyPath): KeySpans | undefined;
  /** The spans of a path, or of its nearest ancestor that has any. */
  nearest(path: KeyPath): KeySpans | undefined;
}

interface Scan {
  readonly text: string;
  at: number;
  readonly spans: Map<string, KeySpans>;
  readonly statements: Statement[];
  /** How many elements each list of tables has so far, by path. */
  readonly tableLists: Map<string, number>;
}

interface KeySegment extends Span {
  readonly name: string;
}

/** Scans a document that the parser has accepted; what it finds in a faulty one is incomplete, never wrong. */
export function scanKeys(text: string): KeyIndex {
  const scan: Scan = { text, at: 0, spans: new Map(), statements: [], tableLists: new Map() };
  let table: KeyPath = [];
  for (;;) {
    skipBlank(scan);
    if (scan.at >= text.length) break;
    const before = scan.at;
    if (text[scan.at] === "[") table = scanHeader(scan);
    else scanStatement(scan, table);
    if (scan.at === before) break;
  }
  return {
    statements: scan.statements,
    exact: (path) => scan.spans.get(pathId(path)),
    nearest: (path) => nearest(scan.spans, path),
  };
}

function nearest(spans: ReadonlyMap<string, KeySpans>, path: KeyPath): KeySpans | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const found = spans.get(pathId(path.slice(0, length)));
    if (found) return found;
  }
  return undefined;
}

function scanHeader(scan: Scan): KeyPath {
  const start = scan.at;
  const isList = scan.text.startsWith("[[", start);
  scan.at += isList ? 2 : 1;
  const segments = scanKey(scan);
  skipSpaces(scan);
  scan.at += isList ? 2 : 1;
  const header = { start, end: scan.at };
  const path = recordParents(scan, [], segments);
  const last = segments.at(-1);
  if (!last) return path;
  const full = [...path, last.name];
  const record = (kind: "table" | "list", own: KeyPath) =>
    scan.statements.push({ kind, path: own, context: own, span: header, value: undefined });
  if (!isList) {
    record("table", full);
    scan.spans.set(pathId(full), { key: last, value: undefined, header });
    return full;
  }
  const index = scan.tableLists.get(pathId(full)) ?? 0;
  scan.tableLists.set(pathId(full), index + 1);
  if (index === 0) scan.spans.set(pathId(full), { key: last, value: undefined, header });
  record("list", [...full, index]);
  scan.spans.set(pathId([...full, index]), { key: last, value: undefined, header });
  return [...full, index];
}

function scanStatement(scan: Scan, context: KeyPath): void {
  const start = scan.at;
  const pair = scanPair(scan, context);
  if (!pair) return;
  const span = { start, end: pair.value.end };
  scan.statements.push({ kind: "pair", path: pair.path, context, span, value: pair.value });
}

function scanPair(scan: Scan, table: KeyPath): { readonly path: KeyPath; readonly value: Span } | undefined {
  const segments = scanKey(scan);
  const last = segments.at(-1);
  skipSpaces(scan);
  if (!last || scan.text[scan.at] !== "=") return undefined;
  scan.at += 1;
  skipSpaces(scan);
  const path = [...recordParents(scan, table, segments), last.name];
  const value = scanValue(scan, path);
  scan.spans.set(pathId(path), { key: last, value, header: undefined });
  return { path, value };
}

/** Walks all but the last segment below `table`, entering the newest element of lists of tables. */
function recordParents(scan: Scan, table: KeyPath, segments: readonly KeySegment[]): KeyPath {
  let path = table;
  for (const segment of segments.slice(0, -1)) {
    path = [...path, segment.name];
    const id = pathId(path);
    if (!scan.spans.has(id)) scan.spans.set(id, { key: segment, value: undefined, header: undefined });
    const count = scan.tableLists.get(id);
    if (count !== undefined) path = [...path, count - 1];
  }
  return path;
}

function scanKey(scan: Scan): readonly KeySegment[] {
  const segments: KeySegment[] = [];
  for (;;) {
    skipSpaces(scan);
    const start = scan.at;
    const isQuoted = scan.text[start] === '"' || scan.text[start] === "'";
    const bare = /[A-Za-z0-9_-]*/y;
    bare.lastIndex = start;
    scan.at = isQuoted
      ? (endOfQuoted(scan.text, start) ?? scan.text.length)
      : start + (bare.exec(scan.text)?.[0].length ?? 0);
    if (scan.at === start) return segments;
    const written = scan.text.slice(start, scan.at);
    segments.push({ name: isQuoted ? unquote(written) : written, start, end: scan.at });
    skipSpaces(scan);
    if (scan.text[scan.at] !== ".") return segments;
    scan.at += 1;
  }
}

function unquote(written: string): string {
  const parsed = parseToml(`name = ${written}`);
  return parsed.ok ? String(parsed.table["name"]) : written;
}

function scanValue(scan: Scan, path: KeyPath): Span {
  const start = scan.at;
  const first = scan.text[start];
  if (first === "[") scanList(scan, path);
  else if (first === "{") scanInlineTable(scan, path);
  else if (first === '"' || first === "'") scan.at = endOfString(scan.text, start);
  else {
    const bare = /[^,\]}#\r\n]*/y;
    bare.lastIndex = start;
    scan.at = start + (bare.exec(scan.text)?.[0].trimEnd().length ?? 0);
  }
  return { start, end: scan.at };
}

function scanList(scan: Scan, path: KeyPath): void {
  scan.at += 1;
  for (let index = 0; ; index += 1) {
    skipBlank(scan);
    if (scan.at >= scan.text.length || scan.text[scan.at] === "]") break;
    const before = scan.at;
    const elementPath = [...path, index];
    const value = scanValue(scan, elementPath);
    scan.spans.set(pathId(elementPath), { key: value, value, header: undefined });
    skipBlank(scan);
    if (scan.text[scan.at] === ",") scan.at += 1;
    if (scan.at === before) break;
  }
  scan.at += 1;
}

function scanInlineTable(scan: Scan, path: KeyPath): void {
  scan.at += 1;
  for (;;) {
    skipBlank(scan);
    if (scan.at >= scan.text.length || scan.text[scan.at] === "}") break;
    const before = scan.at;
    scanPair(scan, path);
    skipBlank(scan);
    if (scan.text[scan.at] === ",") scan.at += 1;
    if (scan.at === before) break;
  }
  scan.at += 1;
}

function endOfString(text: string, start: number): number {
  const triple = (text[start] ?? "").repeat(3);
  if (!text.startsWith(triple, start)) return endOfQuoted(text, start) ?? text.length;
  for (let at = start + 3; at < text.length; at += 1) {
    if (text[at] === "\\" && triple[0] === '"') at += 1;
    else if (text.startsWith(triple, at)) {
      // Up to two quotes may stand directly before the closing three and belong to the string.
      let end = at + 3;
      while (end < at + 5 && text[end] === triple[0]) end += 1;
      return end;
    }
  }
  return text.length;
}

function skipSpaces(scan: Scan): void {
  while (scan.text[scan.at] === " " || scan.text[scan.at] === "\t") scan.at += 1;
}

function skipBlank(scan: Scan): void {
  const blank = /(?:[ \t\r\n\uFEFF]|#[^\n]*)*/y;
  blank.lastIndex = scan.at;
  scan.at += blank.exec(scan.text)?.[0].length ?? 0;
}

function pathId(path: KeyPath): string {
  return JSON.stringify(path);
}
