/** The small repository that the demo repairs: a function that is wrong, and a test that says so. */

/** Files by path. */
export const FILES: Readonly<Record<string, string>> = {
  "package.json": `{
  "name": "moving-average",
  "version": "1.0.0",
  "type": "module",
  "scripts": { "test": "node --test" }
}
`,
  "AGENTS.md": `# Working here

Run \`node --test\` before and after every change. Keep functions pure.
`,
  "src/moving-average.js": `/** Averages of every run of \`size\` neighbouring values. */
export function movingAverage(values, size) {
  const averages = [];
  for (let start = 0; start < values.length - size; start += 1) {
    const run = values.slice(start, start + size);
    averages.push(run.reduce((sum, value) => sum + value, 0) / size);
  }
  return averages;
}
`,
  "test/moving-average.test.js": `import assert from "node:assert/strict";
import test from "node:test";
import { movingAverage } from "../src/moving-average.js";

test("averages every run of neighbours", () => {
  assert.deepEqual(movingAverage([1, 2, 3, 4], 2), [1.5, 2.5, 3.5]);
});

test("has no run that is longer than the list", () => {
  assert.deepEqual(movingAverage([1, 2], 3), []);
});
`,
};

/** The change that makes the test pass: the last run was left out. */
export const REPAIR = `*** Begin Patch
*** Update File: src/moving-average.js
@@ export function movingAverage(values, size) {
-  for (let start = 0; start < values.length - size; start += 1) {
+  for (let start = 0; start + size <= values.length; start += 1) {
*** End Patch`;
