import type { SourcePlace } from "../diagnostics.ts";
import type { KeyPath } from "./key-path.ts";
import { type KeyIndex, type Span, scanKeys } from "./scan-keys.ts";

/** A file's path and content, kept so that a message can show the line it is about. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** Which part of a setting a message is about: its value, its name, or the table that lacks something. */
export type KeyPart = "value" | "key" | "table";

/**
 * The place of a setting, or of the nearest table around it; undefined when the file has neither. Who asks for
 * many places of one text passes the index of its keys.
 */
export function placeOfKey(
  source: SourceText,
  path: KeyPath,
  part: KeyPart,
  index: KeyIndex = scanKeys(source.text),
): SourcePlace | undefined {
  const spans = index.nearest(path);
  if (!spans) return undefined;
  const byPart = {
    value: spans.value ?? spans.header ?? spans.key,
    key: spans.key,
    table: spans.header ?? spans.value ?? spans.key,
  };
  return placeOfSpan(source, byPart[part]);
}

/** The place of a single character, by its line and column. */
export function placeOfPosition(source: SourceText, line: number, column: number): SourcePlace {
  return buildPlace(source, { line, column, endLine: line, endColumn: column });
}

function placeOfSpan(source: SourceText, span: Span): SourcePlace {
  const start = position(source.text, span.start);
  const end = position(source.text, Math.max(span.start, span.end - 1));
  return buildPlace(source, { ...start, endLine: end.line, endColumn: end.column });
}

function position(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: characters(before.slice(lineStart)).length + 1 };
}

function buildPlace(source: SourceText, range: Omit<SourcePlace, "file" | "excerpt">): SourcePlace {
  const lineText = (source.text.split("\n")[range.line - 1] ?? "").replace(/\r$/, "");
  const shown = characters(lineText);
  const lastColumn = range.endLine === range.line ? range.endColumn : shown.length;
  const carets = "^".repeat(Math.max(1, lastColumn - range.column + 1));
  // Tabs stay tabs, so that the carets stand where the terminal puts the characters above them.
  const indent = shown
    .slice(0, range.column - 1)
    .map((character) => (character === "\t" ? "\t" : " "))
    .join("");
  const number = String(range.line);
  const gutter = " ".repeat(number.length);
  const excerpt = [`${gutter} |`, `${number} | ${lineText}`, `${gutter} | ${indent}${carets}`].join("\n");
  return { file: source.file, ...range, excerpt };
}

function characters(text: string): readonly string[] {
  return Array.from(text);
}
