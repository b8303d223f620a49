/** Which lines differ between two lists of lines. Small for small changes, never slow for big ones. */

/** Lines `beforeStart..beforeEnd` (end excluded) were replaced by lines `afterStart..afterEnd`. */
export interface LineReplacement {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/**
 * Compares two lists of lines. The result is ascending and minimal as long as a region differs in at most
 * `EDIT_LIMIT` lines. Beyond that the lines that are unique in both lists are taken as anchors, and a region
 * without anchors counts as replaced: time stays near linear for files that have nothing in common.
 */
export function diffLines(before: readonly string[], after: readonly string[]): LineReplacement[] {
  // Most comparisons are of a long file with a small change: what surrounds it needs no further work.
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const ids = new Map<string, number>();
  const comparison: Comparison = {
    before: internLines(before.slice(start, before.length - end), ids),
    after: internLines(after.slice(start, after.length - end), ids),
    removed: new Uint8Array(before.length - end - start),
    added: new Uint8Array(after.length - end - start),
  };
  const { removed, added } = comparison;
  markRegion(comparison, { a0: 0, a1: removed.length, b0: 0, b1: added.length });
  return collectReplacements(comparison, start);
}

/** Beyond this many edits the search for the shortest script costs more than it is worth (its square). */
const EDIT_LIMIT = 256;

interface Comparison {
  /** Lines as numbers: equal lines have equal numbers. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** 1 where a line has no partner on the other side. */
  readonly removed: Uint8Array;
  readonly added: Uint8Array;
}

/** `a` counts lines before, `b` lines after; ends are excluded. */
interface Region {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

function internLines(lines: readonly string[], ids: Map<string, number>): Int32Array {
  return Int32Array.from(lines, (line) => {
    const known = ids.get(line);
    if (known !== undefined) return known;
    ids.set(line, ids.size);
    return ids.size - 1;
  });
}

function markRegion(comparison: Comparison, region: Region): void {
  const { before, after } = comparison;
  let { a0, a1, b0, b1 } = region;
  while (a0 < a1 && b0 < b1 && before[a0] === after[b0]) {
    a0 += 1;
    b0 += 1;
  }
  while (a0 < a1 && b0 < b1 && before[a1 - 1] === after[b1 - 1]) {
    a1 -= 1;
    b1 -= 1;
  }
  const rest: Region = { a0, a1, b0, b1 };
  if (a0 < a1 && b0 < b1) {
    if (markShortestScript(comparison, rest)) return;
    const gaps = gapsBetweenAnchors(comparison, rest);
    if (gaps.length > 1) {
      for (const gap of gaps) markRegion(comparison, gap);
      return;
    }
  }
  comparison.removed.fill(1, a0, a1);
  comparison.added.fill(1, b0, b1);
}

/**
 * The greedy algorithm of Myers ("An O(ND) difference algorithm and its variations", 1986): `reach[k]` is
 * the furthest line before on diagonal k = a - b after d edits. Marks the edits and returns true, or marks
 * nothing and returns false when the limit is passed.
 */
function markShortestScript(comparison: Comparison, region: Region): boolean {
  const { before, after } = comparison;
  const width = region.a1 - region.a0;
  const height = region.b1 - region.b0;
  const limit = Math.min(EDIT_LIMIT, width + height);
  const reach = new Int32Array(2 * limit + 3);
  const at = (k: number): number => reach[k + limit + 1] ?? 0;
  const trace: Int32Array[] = [];
  for (let d = 0; d <= limit; d += 1) {
    trace.push(reach.slice(limit + 1 - d - 1, limit + 1 + d + 2));
    for (let k = -d; k <= d; k += 2) {
      let x = comesFromInsert(k, d, at) ? at(k + 1) : at(k - 1) + 1;
      if (d === 0) x = 0;
      let y = x - k;
      while (x < width && y < height && before[region.a0 + x] === after[region.b0 + y]) {
        x += 1;
        y += 1;
      }
      reach[k + limit + 1] = x;
      if (x >= width && y >= height) {
        markPath(comparison, region, trace);
        return true;
      }
    }
  }
  return false;
}

/** True when diagonal k is best reached by adding a line (from k + 1) instead of removing one (from k - 1). */
function comesFromInsert(k: number, d: number, at: (k: number) => number): boolean {
  return k === -d || (k !== d && at(k - 1) < at(k + 1));
}

/** Walks back from the end; `trace[d]` holds the reaches before round d for diagonals -d-1 to d+1. */
function markPath(comparison: Comparison, region: Region, trace: readonly Int32Array[]): void {
  let x = region.a1 - region.a0;
  let y = region.b1 - region.b0;
  for (let d = trace.length - 1; d > 0; d -= 1) {
    const at = (diagonal: number): number => trace[d]?.[diagonal + d + 1] ?? 0;
    const k = x - y;
    if (comesFromInsert(k, d, at)) {
      x = at(k + 1);
      y = x - k - 1;
      comparison.added[region.b0 + y] = 1;
    } else {
      x = at(k - 1);
      y = x - k + 1;
      comparison.removed[region.a0 + x] = 1;
    }
  }
}

/** Cuts a region at the lines that are unique on both sides and in the same order; one gap means none. */
function gapsBetweenAnchors(comparison: Comparison, region: Region): Region[] {
  const gaps: Region[] = [];
  let { a0, b0 } = region;
  for (const [a, b] of longestAscending(uniquePairs(comparison, region))) {
    gaps.push({ a0, a1: a, b0, b1: b });
    a0 = a + 1;
    b0 = b + 1;
  }
  gaps.push({ a0, a1: region.a1, b0, b1: region.b1 });
  return gaps;
}

type Pair = readonly [a: number, b: number];

/** Pairs of equal lines that occur once on each side, in the order of the first side. */
function uniquePairs(comparison: Comparison, region: Region): Pair[] {
  const before = placesOfUniqueLines(comparison.before, region.a0, region.a1);
  const after = placesOfUniqueLines(comparison.after, region.b0, region.b1);
  const pairs: Pair[] = [];
  for (const [id, a] of before) {
    const b = after.get(id);
    if (b !== undefined) pairs.push([a, b]);
  }
  return pairs;
}

function placesOfUniqueLines(ids: Int32Array, start: number, end: number): Map<number, number> {
  const places = new Map<number, number>();
  const repeated = new Set<number>();
  for (let i = start; i < end; i += 1) {
    const id = ids[i] ?? -1;
    if (places.has(id)) repeated.add(id);
    places.set(id, i);
  }
  for (const id of repeated) places.delete(id);
  return places;
}

/** The longest run of pairs whose second numbers ascend (patience sorting; n log n). */
function longestAscending(pairs: readonly Pair[]): Pair[] {
  const tops: number[] = [];
  const previous: number[] = [];
  for (const [index, [, b]] of pairs.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    previous.push(tops[low - 1] ?? -1);
    tops[low] = index;
  }
  const run: Pair[] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) run.push(pair);
  }
  return run.reverse();
}

/** `offset` is the number of equal lines before the compared ones. */
function collectReplacements({ removed, added }: Comparison, offset: number): LineReplacement[] {
  const replacements: LineReplacement[] = [];
  let a = 0;
  let b = 0;
  while (a < removed.length || b < added.length) {
    if (removed[a] !== 1 && added[b] !== 1) {
      a += 1;
      b += 1;
      continue;
    }
    const [beforeStart, afterStart] = [a + offset, b + offset];
    while (removed[a] === 1) a += 1;
    while (added[b] === 1) b += 1;
    replacements.push({ beforeStart, beforeEnd: a + offset, afterStart, afterEnd: b + offset });
  }
  return replacements;
}
