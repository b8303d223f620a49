/** Finding a block of lines in a file, from exact to lenient. */
import { trimBlank, trimBlankEnd } from "./trim-blank.ts";

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
  const passes: (Pass | undefined)[] = [];
  const passAt = (number: number, fold: (line: string) => string): Pass => {
    const pass = passes[number] ?? createPass(lines.map(fold));
    passes[number] = pass;
    return pass;
  };
  return {
    lineCount: lines.length,
    find(wanted, from) {
      for (const [number, fold] of FOLDS.entries()) {
        const found = passAt(number, fold).find(wanted.map(fold), from);
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

/** How a pass sees a line; two lines are equal in a pass when their folds are. */
const FOLDS: readonly ((line: string) => string)[] = [
  (line) => line,
  trimBlankEnd,
  trimBlank,
  (line) => foldTypography(trimBlank(line)),
];

/** The file as one pass sees it. */
interface Pass {
  find(wanted: readonly string[], from: number): number | undefined;
}

/** Comparisons per line of the file that plain scanning may cost before an index is worth its making. */
const SCAN_BUDGET = 8;

/**
 * Chunks in file order that match are found by scanning the file once. Many that do not (every chunk of a
 * patch with wrong indentation fails the first pass) would scan it once each: then the lines are indexed.
 */
function createPass(lines: readonly string[]): Pass {
  let budget = SCAN_BUDGET * lines.length;
  let places: ReadonlyMap<string, readonly number[]> | undefined;
  return {
    find(wanted, from) {
      if (places === undefined) {
        const scan = scanBlock(lines, wanted, from, budget);
        budget -= scan.compared;
        if (budget >= 0) return scan.found;
        places = indexPlaces(lines);
      }
      return findByRarest(lines, places, wanted, from);
    },
  };
}

/** Compares at every place in turn; gives up when it has compared more lines than the budget allows. */
function scanBlock(
  lines: readonly string[],
  wanted: readonly string[],
  from: number,
  budget: number,
): { readonly found: number | undefined; readonly compared: number } {
  let compared = 0;
  for (let start = from; start + wanted.length <= lines.length && compared <= budget; start += 1) {
    let matched = 0;
    while (matched < wanted.length && lines[start + matched] === wanted[matched]) matched += 1;
    if (matched === wanted.length) return { found: start, compared };
    compared += matched + 1;
  }
  return { found: undefined, compared };
}

/** Every line with the places where it stands, ascending. */
function indexPlaces(lines: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    const known = places.get(line);
    if (known === undefined) places.set(line, [index]);
    else known.push(index);
  }
  return places;
}

/** Compares only at the places that the rarest wanted line allows. */
function findByRarest(
  lines: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  wanted: readonly string[],
  from: number,
): number | undefined {
  let rarest: readonly number[] = [];
  let offset = 0;
  for (const [at, line] of wanted.entries()) {
    const known = places.get(line);
    if (known === undefined) return undefined;
    if (at === 0 || known.length < rarest.length) {
      rarest = known;
      offset = at;
    }
  }
  for (let i = firstAtLeast(rarest, from + offset); i < rarest.length; i += 1) {
    const start = (rarest[i] ?? 0) - offset;
    if (wanted.every((line, at) => lines[start + at] === line)) return start;
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
