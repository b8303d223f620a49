/** The block of code around a line, found by indentation. */

/** A tab is as wide as this many spaces, and one level is one tab (Codex 0.99.0). */
const LEVEL_WIDTH = 4;

/** Beginnings of comment lines in most languages. */
const COMMENT = /^\s*(?:#|\/\/|--)/;

/** Beginnings of lines that close a block. */
const CLOSING = /^\s*(?:[})\]]|end\b)/;

/** What belongs to the block. */
export interface BlockOptions {
  /** Index of the line whose block is wanted. */
  readonly anchor: number;
  /** Enclosing levels; 0 = up to the outermost. */
  readonly maxLevels: number;
  /** Other blocks on the outermost level that is taken. */
  readonly withSiblings: boolean;
  /** Comments right above the block. */
  readonly withHeader: boolean;
  readonly maxLines: number;
}

/** The block as a range of line indices, the end excluded; blank lines at both ends are left out. */
export function indentedBlock(
  lines: readonly string[],
  options: BlockOptions,
): { readonly start: number; readonly end: number } {
  const { anchor, maxLevels, maxLines } = options;
  const indents = indentsOf(lines);
  const own = indents[anchor] ?? 0;
  const least = maxLevels === 0 ? 0 : Math.max(0, own - maxLevels * LEVEL_WIDTH);
  const above = reach(lines, indents, least, -1, options);
  const below = reach(lines, indents, least, 1, options);
  if (maxLines <= 1) return { start: anchor, end: anchor + 1 };

  // Both sides get the same share of the lines; what one does not need the other may have.
  const room = Math.min(maxLines, lines.length) - 1;
  const up = Math.min(above, Math.max(Math.ceil(room / 2), room - below));
  const down = Math.min(below, room - up);
  let start = anchor - up;
  let end = anchor + down + 1;
  while (start < end && isBlank(lines[start])) start += 1;
  while (start < end && isBlank(lines[end - 1])) end -= 1;
  return { start, end };
}

/** How many lines in one direction belong to the block. */
function reach(
  lines: readonly string[],
  indents: readonly number[],
  least: number,
  step: 1 | -1,
  { anchor, withSiblings, withHeader }: BlockOptions,
): number {
  let isOpened = (indents[anchor] ?? 0) === least;
  let taken = 0;
  for (let at = anchor + step; at >= 0 && at < lines.length; at += step) {
    const indent = indents[at] ?? 0;
    const line = lines[at] ?? "";
    if (indent < least || (indent > least && step < 0 && isOpened && !withSiblings)) break;
    if (indent === least && !withSiblings && !isBlank(line)) {
      if (step > 0) return CLOSING.test(line) ? taken + 1 : taken;
      // Upwards the first is the line that opens the block; above it only its comment belongs to it.
      if (isOpened && !(withHeader && COMMENT.test(line))) break;
      isOpened = true;
    }
    taken += 1;
  }
  return taken;
}

/** In columns; a blank line is as far in as the line before it. */
function indentsOf(lines: readonly string[]): readonly number[] {
  let last = 0;
  return lines.map((line) => {
    if (!isBlank(line)) last = widthOf(/^[ \t]*/.exec(line)?.[0] ?? "");
    return last;
  });
}

function widthOf(space: string): number {
  return Array.from(space).reduce((width, char) => width + (char === "\t" ? LEVEL_WIDTH : 1), 0);
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}
