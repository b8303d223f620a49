import { expect, test } from "@jest/globals";
import { checkLayers, type LayerTable } from "./layers.ts";
import { manifest, repoOf } from "./test/repo-of.ts";

const table: LayerTable = {
  floors: [["low", "kit"], ["mid", "twin"], ["top"]],
  mayImport: { low: [], kit: [], mid: ["low"], twin: ["low"], top: ["*"] },
  entriesFor: { "low/inner": ["twin"] },
  devOnly: ["kit"],
  folders: { mid: { ports: [], tools: ["ports"] } },
};
const low = { "packages/low/package.json": manifest("low") };
const messages = (files: Readonly<Record<string, string>>, against = table) =>
  checkLayers(repoOf({ ...low, ...files }), against).map(
    (finding) => `${finding.file}:${finding.line} ${finding.message}`,
  );
const mid = (...dependencies: readonly string[]) => ({
  "packages/mid/package.json": manifest("mid", { dependencies, devDependencies: ["@codex-ts/kit"] }),
  "packages/kit/package.json": manifest("kit"),
  "packages/mid/src/uses.ts": dependencies.map((name) => `import "${name}";`).join("\n"),
});

test("accepts imports of lower floors that the manifest names", () => {
  expect(messages(mid("@codex-ts/low"))).toEqual([]);
});

test("refuses a table that allows an import of the same floor", () => {
  const wrong = { ...table, mayImport: { ...table.mayImport, mid: ["twin"] } };
  expect(messages({}, wrong)).toEqual([
    'tooling/checks/layers.json:1 "mid" may not be allowed "twin": not on a lower floor',
  ]);
});

test("refuses an edge in source and in package.json", () => {
  const twin = { "packages/twin/package.json": manifest("twin") };
  expect(messages({ ...mid("@codex-ts/twin"), ...twin })).toEqual([
    'packages/mid/package.json:1 depends on "twin", which layers.json does not allow',
    'packages/mid/src/uses.ts:1 "mid" may not import "twin" (layers.json)',
  ]);
});

test("a star allows lower floors and nothing else", () => {
  const top = {
    "apps/top/package.json": manifest("top", { dependencies: ["@codex-ts/low", "@codex-ts/unknown"] }),
    "apps/top/src/main.ts": 'import "@codex-ts/low";\nimport "@codex-ts/unknown";',
  };
  expect(messages(top)).toEqual([
    'apps/top/package.json:1 depends on "unknown", which layers.json does not allow',
    'apps/top/src/main.ts:2 "top" may not import "unknown" (layers.json)',
  ]);
});

test.each([
  ["a package without a row", { "packages/new/package.json": manifest("new") }, '"new" has no row'],
  [
    "a dependency that nothing uses",
    { ...mid(), "packages/mid/package.json": manifest("mid", { dependencies: ["zod"] }) },
    'depends on "zod" but no source file uses it',
  ],
  [
    "an import that the manifest does not name",
    { ...mid(), "packages/mid/src/x.ts": 'import "@codex-ts/low";' },
    'imports "low", which its package.json does not name',
  ],
  [
    "an outside package that the manifest does not name",
    { ...mid(), "packages/mid/src/x.ts": 'import "zod/mini";' },
    'imports "zod", which',
  ],
  [
    "its own name",
    { ...mid(), "packages/mid/src/x.ts": 'import "@codex-ts/mid";' },
    "imports its own package by name",
  ],
  [
    "another package's insides",
    { ...mid("@codex-ts/low"), "packages/mid/src/x.ts": 'import "@codex-ts/low/src/y.ts";' },
    "is not among the exports",
  ],
  [
    "a way out by a relative path",
    { ...mid(), "packages/mid/src/x.ts": 'import "../../low/src/y.ts";' },
    "leaves its package",
  ],
  [
    "what is for tests only",
    { ...mid(), "packages/mid/src/x.ts": 'import "@codex-ts/kit";' },
    '"kit" is for tests only',
  ],
  [
    "an entry that is for another package",
    { ...mid("@codex-ts/low"), "packages/mid/src/x.ts": 'import("@codex-ts/low/inner");' },
    'only twin may import "@codex-ts/low/inner"',
  ],
  [
    "a folder above",
    { ...mid(), "packages/mid/src/ports/x.ts": 'import "../tools/y.ts";' },
    'folder "ports" may not import folder "tools"',
  ],
  [
    "a folder without a row",
    { ...mid(), "packages/mid/src/odd/x.ts": 'import "../ports/y.ts";' },
    'folder "odd" of "mid" has no row',
  ],
])("refuses %s", (_name, files, message) => {
  expect(messages(files)).toEqual([expect.stringContaining(message)]);
});

test("lets tests use what is for tests, and folders what is below them", () => {
  const files = {
    ...mid(),
    "packages/mid/src/x.test.ts":
      'import "@codex-ts/kit";\nimport { test } from "@jest/globals";\nimport "node:fs";',
    "packages/mid/src/tools/x.ts": 'import "../ports/y.ts";\nimport "./z.ts";',
    "packages/mid/src/index.ts": 'export { a } from "./tools/x.ts";',
  };
  expect(messages(files)).toEqual([]);
});
