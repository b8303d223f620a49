import { expect, test } from "@jest/globals";
import { checkCycles, circles } from "./cycles.ts";
import { manifest, repoOf } from "./test/repo-of.ts";

test("finds a circle of types, also across packages", () => {
  const repo = repoOf({
    "packages/a/package.json": manifest("a"),
    "packages/a/src/index.ts": 'export type { A } from "./a.ts";',
    "packages/a/src/a.ts": 'import type { B } from "@codex-ts/b";',
    "packages/b/package.json": manifest("b"),
    "packages/b/src/index.ts": 'import type { A } from "@codex-ts/a";',
  });
  expect(checkCycles(repo).map((finding) => finding.message)).toEqual([
    "imports in a circle: packages/a/src/a.ts -> packages/a/src/index.ts -> packages/b/src/index.ts",
  ]);
});

test("separates circles, and tells a file that imports itself", () => {
  const edges = new Map([
    ["a", ["b", "c"]],
    ["b", ["a"]],
    ["c", ["d"]],
    ["d", ["e"]],
    ["e", ["c"]],
    ["f", ["f", "a"]],
    ["g", ["a"]],
  ]);
  expect(circles(edges)).toEqual([["c", "d", "e"], ["a", "b"], ["f"]]);
});
