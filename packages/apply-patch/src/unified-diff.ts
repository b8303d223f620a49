/** The difference of two texts in unified format. */
import { diffLines, type LineReplacement } from "./line-diff.ts";

/** How a diff is written. */
export interface UnifiedDiffOptions {
  /** Unchanged lines around each change. */
  readonly contextLines: number;
}

/**
 * The hunks that turn one text into another, without file headers; empty for equal texts. Lines keep their
 * bytes, carriage returns included; a side without a last line feed is marked as `diff -u` does.
 */
export function unifiedDiff(before: string, after: string, options: UnifiedDiffOptions): string {
  if (before === after) return "";
  const sides: Sides = { before: wholeLines(before), after: wholeLines(after) };
  const groups = groupReplacements(diffLines(sides.before, sides.after), options.contextLines);
  return groups.map((group) => formatHunk(sides, group, options.contextLines)).join("");
}

interface Sides {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Lines with their endings, each one slice of the text. */
function wholeLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let feed = text.indexOf("\n"); feed !== -1; feed = text.indexOf("\n", start)) {
    lines.push(text.slice(start, feed + 1));
    start = feed + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** Replacements whose context would touch or overlap share a hunk. */
function groupReplacements(
  replacements: readonly LineReplacement[],
  contextLines: number,
): LineReplacement[][] {
  const groups: LineReplacement[][] = [];
  for (const replacement of replacements) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    if (group && previous && replacement.beforeStart - previous.beforeEnd <= 2 * contextLines) {
      group.push(replacement);
    } else {
      groups.push([replacement]);
    }
  }
  return groups;
}

function formatHunk(sides: Sides, group: readonly LineReplacement[], contextLines: number): string {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) return "";
  const lead = Math.min(contextLines, first.beforeStart);
  const trail = Math.min(contextLines, sides.before.length - last.beforeEnd);
  const beforeRange = formatRange(first.beforeStart - lead, last.beforeEnd + trail);
  const afterRange = formatRange(first.afterStart - lead, last.afterEnd + trail);
  const parts = [`@@ -${beforeRange} +${afterRange} @@\n`];
  let at = first.beforeStart - lead;
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of group) {
    parts.push(prefixLines(" ", sides.before.slice(at, beforeStart)));
    parts.push(prefixLines("-", sides.before.slice(beforeStart, beforeEnd)));
    parts.push(prefixLines("+", sides.after.slice(afterStart, afterEnd)));
    at = beforeEnd;
  }
  parts.push(prefixLines(" ", sides.before.slice(at, at + trail)));
  return parts.join("");
}

/** Line numbers from 1; a count of one is left out; an empty range names the line before it. */
function formatRange(start: number, end: number): string {
  if (end - start === 1) return String(start + 1);
  return end === start ? `${start},0` : `${start + 1},${end - start}`;
}

function prefixLines(prefix: string, lines: readonly string[]): string {
  return lines
    .map((line) => `${prefix}${line}${line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n"}`)
    .join("");
}
