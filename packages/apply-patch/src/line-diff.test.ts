import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { diffLines, type LineReplacement } from "./line-diff.ts";

/** Carries the replacements out, which checks that everything between them is equal. */
function replay(before: readonly string[], after: readonly string[], edits: readonly LineReplacement[]) {
  const result: string[] = [];
  let at = 0;
  for (const edit of edits) {
    expect(edit.beforeEnd > edit.beforeStart || edit.afterEnd > edit.afterStart).toBe(true);
    result.push(...before.slice(at, edit.beforeStart), ...after.slice(edit.afterStart, edit.afterEnd));
    at = edit.beforeEnd;
  }
  return [...result, ...before.slice(at)];
}

function editCount(edits: readonly LineReplacement[]): number {
  return edits.reduce((n, e) => n + e.beforeEnd - e.beforeStart + e.afterEnd - e.afterStart, 0);
}

/** The length of the shortest edit script, by the textbook table. */
function shortest(before: readonly string[], after: readonly string[]): number {
  let row = after.map((_, i) => i + 1);
  row.unshift(0);
  for (const [i, line] of before.entries()) {
    const next = [i + 1];
    for (const [j, other] of after.entries()) {
      const step = Math.min(row[j + 1] ?? 0, next[j] ?? 0) + 1;
      next.push(line === other ? (row[j] ?? 0) : step);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const lines = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 25 });

test("small differences are correct and minimal", () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const edits = diffLines(before, after);
      expect(replay(before, after, edits)).toEqual(after);
      expect(editCount(edits)).toBe(shortest(before, after));
    }),
    { numRuns: 500 },
  );
});

test("differences beyond the limit of the exact search are still correct", () => {
  const many = fc.array(fc.nat({ max: 2_000 }).map(String), { minLength: 600, maxLength: 900 });
  fc.assert(
    fc.property(many, many, (before, after) => {
      expect(replay(before, after, diffLines(before, after))).toEqual(after);
    }),
    { numRuns: 10 },
  );
});

test("beyond the limit, unique lines hold the two sides together", () => {
  const before = Array.from({ length: 3_000 }, (_, i) => `line ${i}`);
  const after = before.map((line, i) => (i % 3 === 0 ? `changed ${i}` : line));
  const edits = diffLines(before, after);
  expect(editCount(edits)).toBe(2_000);
  expect(edits).toHaveLength(1_000);
});

test("long files with nothing in common, or a few changes, are compared", () => {
  const before = Array.from({ length: 100_000 }, (_, i) => `${i % 7}`);
  const other = Array.from({ length: 100_000 }, (_, i) => `x${i % 5}`);
  expect(diffLines(before, other)).toEqual([
    { beforeStart: 0, beforeEnd: 100_000, afterStart: 0, afterEnd: 100_000 },
  ]);
  const edited = before.toSpliced(99_000, 1).toSpliced(500, 0, "new");
  expect(editCount(diffLines(before, edited))).toBe(2);
});
