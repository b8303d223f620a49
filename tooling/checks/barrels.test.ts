import { expect, test } from "@jest/globals";
import { checkBarrels } from "./barrels.ts";
import { manifest, repoOf } from "./test/repo-of.ts";

test("refuses export * and index files that are no entry", () => {
  const repo = repoOf({
    "packages/a/package.json": manifest("a", {
      exports: { ".": "./src/index.ts", "./node": "./src/node/index.ts" },
    }),
    "packages/a/src/index.ts": 'export { b } from "./b.ts";',
    "packages/a/src/node/index.ts": 'export * from "./c.ts";',
    "packages/a/src/deep/index.ts": "export const x = 1;",
  });
  expect(checkBarrels(repo)).toEqual([
    { file: "packages/a/src/node/index.ts", line: 1, message: "export * hides what is exported" },
    {
      file: "packages/a/src/deep/index.ts",
      line: 1,
      message: "an index file below package level; import the file that has the thing",
    },
  ]);
});
