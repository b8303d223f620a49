/** Finding a block of lines in a file, from exact to lenient. */

/** Finds blocks of lines in one file. Built once per file, so that many searches share its work. */
export interface LineSeeker {
  readonly lineCount: number;
  /**
   * The first index at or after `from` where `wanted` stands. Four passes, each over the whole rest of
   * the file before the next one starts: exact; blank space at line ends ignored; blank space on both
   * sides ignored; typographic dashes, quotes and spaces taken for their plain forms as well.
   * `wanted` must not be empty.
   */
  find(wanted: readonly string[], from: number): number | undefined;
  /** The index where `wanted` ends the file, by the same passes, or undefined. */
  findAtEnd(wanted: readonly string[]): number | undefined;
}

/** Makes a seeker over lines without their endings. */
export function createLineSeeker(lines: readonly string[]): LineSeeker {
  const indexes: (LineIndex | undefined)[] = [];
  const indexOfPass = (pass: number): LineIndex => {
    const existing = indexes[pass];
    if (existing !== undefined) return existing;
    const created = buildLineIndex(lines.map(FOLDS[pass] ?? keep));
    indexes[pass] = created;
    return created;
  };
  return {
    lineCount: lines.length,
    find(wanted, from) {
      for (const [pass, fold] of FOLDS.entries()) {
        const found = findBlock(indexOfPass(pass), wanted.map(fold), from);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    findAtEnd(wanted) {
      const start = lines.length - wanted.length;
      if (start < 0) return undefined;
      const tail = lines.slice(start);
      const isMatch = FOLDS.some((fold) => tail.every((line, i) => fold(line) === fold(wanted[i] ?? "")));
      return isMatch ? start : undefined;
    },
  };
}

const keep = (line: string): string => line;

/** How a pass sees a line; two lines are equal in a pass when their folds are. */
const FOLDS: readonly ((line: string) => string)[] = [
  keep,
  (line) => line.trimEnd(),
  (line) => line.trim(),
  (line) => foldTypography(line.trim()),
];

/** Every folded line with the places where it stands, in order. */
interface LineIndex {
  readonly lines: readonly string[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

function buildLineIndex(lines: readonly string[]): LineIndex {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    const known = places.get(line);
    if (known === undefined) places.set(line, [index]);
    else known.push(index);
  }
  return { lines, places };
}

/**
 * Tries only the places that the rarest wanted line allows, so that a block with one telling line is
 * found in a file of any size without comparing it everywhere.
 */
function findBlock(index: LineIndex, wanted: readonly string[], from: number): number | undefined {
  let rarest: readonly number[] | undefined;
  let offset = 0;
  for (const [at, line] of wanted.entries()) {
    const places = index.places.get(line);
    if (places === undefined) return undefined;
    if (rarest === undefined || places.length < rarest.length) {
      rarest = places;
      offset = at;
    }
  }
  if (rarest === undefined) return undefined;
  for (let i = firstAtLeast(rarest, from + offset); i < rarest.length; i += 1) {
    const start = (rarest[i] ?? 0) - offset;
    if (wanted.every((line, at) => index.lines[start + at] === line)) return start;
  }
  return undefined;
}

/** Binary search: how many of the ascending numbers are below `limit`. */
function firstAtLeast(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function foldTypography(line: string): string {
  return line
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .replace(/[\u2018-\u201b]/gu, "'")
    .replace(/[\u201c-\u201f]/gu, '"')
    .replace(/[\u00a0\u2002-\u200a\u202f\u205f\u3000]/gu, " ");
}
