/** Taking settings out of a TOML text. */
import { valueAt } from "../layers/merge.ts";
import { formatValue } from "../toml/format-value.ts";
import type { KeyPath } from "../toml/key-path.ts";
import { parseToml } from "../toml/parse-toml.ts";
import { type KeyIndex, type Span, type Statement, scanKeys } from "../toml/scan-keys.ts";
import { removeMember } from "./inline-members.ts";
import { sectionOf, startsWith } from "./sections.ts";
import { removed } from "./table-values.ts";
import { bodyStart, isBlankBefore, lineAt, lineEnd, lineStart } from "./text-lines.ts";

/**
 * Removes what stands at a path, a table with all that is below it. Comments on lines of their own stay,
 * except between the lines of a removed table.
 */
export function clearPath(text: string, path: KeyPath): string {
  const index = scanKeys(text);
  const within = index.statements.find(
    (each) => each.kind === "pair" && startsWith(path, each.path) && each.path.length < path.length,
  );
  if (within) return clearInside(text, index, within, path);
  // The pairs of a section go with its header.
  const isOwn = ({ kind, context }: Statement) => kind !== "pair" || !startsWith(context, path);
  const ranges = index.statements
    .filter((each) => startsWith(each.path, path) && isOwn(each))
    .map((each) => {
      const last = each.kind === "pair" ? each : (sectionOf(index, each).at(-1) ?? each);
      return { start: lineStart(text, each.span.start), end: lineEnd(text, last.span.end), kind: each.kind };
    });
  // From the end, so that offsets before it stay right.
  return ranges.reduceRight((rest, { start, end, kind }) => cutLines(rest, start, end, kind), text);
}

function cutLines(text: string, start: number, end: number, kind: Statement["kind"]): string {
  const isLast = end >= text.length;
  const endsLine = text.endsWith("\n");
  let from = start;
  let to = end;
  // Of the blank lines around a section one set is enough.
  if (kind !== "pair" && (isLast || lineAt(text, end) === "")) {
    while (from > bodyStart(text) && isBlankBefore(text, from)) from = lineStart(text, from - 1);
    while (from === bodyStart(text) && to < text.length && lineAt(text, to) === "") to = lineEnd(text, to);
  }
  const rest = text.slice(0, from) + text.slice(to);
  return isLast && !endsLine ? rest.replace(/\r?\n$/, "") : rest;
}

function clearInside(text: string, index: KeyIndex, within: Statement, path: KeyPath): string {
  const spans = index.exact(path);
  if (spans?.value && typeof path.at(-1) === "string") return removeMember(text, spans, spans.value);
  // A list's element, or a table that dotted keys inside braces make: the value is written anew.
  const parsed = parseToml(text);
  const value = parsed.ok ? valueAt(parsed.table, within.path) : undefined;
  if (value === undefined || !within.value) return text;
  return replaceSpan(text, within.value, formatValue(removed(value, path.slice(within.path.length))));
}

/** `text` with another text at a span. */
export function replaceSpan(text: string, span: Span, replacement: string): string {
  return text.slice(0, span.start) + replacement + text.slice(span.end);
}
