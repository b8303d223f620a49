import { expect, test } from "@jest/globals";
import { importedFile, resolveImport } from "./repo.ts";
import { manifest, repoOf } from "./test/repo-of.ts";

const repo = repoOf({
  "packages/a/package.json": manifest("a", { exports: { ".": "./src/index.ts", "./node": "./src/node.ts" } }),
  "packages/a/src/deep/x.ts": "",
  "packages/a/src/deep/x.test.ts": "",
  "packages/a/test/rig.ts": "",
  "tests/black-box/y.ts": "",
});

test("follows imports to files and package entries", () => {
  expect(importedFile(repo, "packages/a/src/deep/x.ts", "../y.ts")).toBe("packages/a/src/y.ts");
  expect(importedFile(repo, "apps/b/src/m.ts", "@codex-ts/a/node")).toBe("packages/a/src/node.ts");
  expect(resolveImport(repo, "apps/b/src/m.ts", "@codex-ts/a/src/deep/x.ts")).toEqual({
    kind: "workspace",
    workspace: "a",
    entry: undefined,
  });
  expect(resolveImport(repo, "x.ts", "@jest/globals/deep")).toEqual({
    kind: "external",
    name: "@jest/globals",
  });
  expect(resolveImport(repo, "x.ts", "zod/mini")).toEqual({ kind: "external", name: "zod" });
});

test("knows tests and owners", () => {
  expect(repo.modules.map((module) => [module.path, module.isTest, module.owner?.shortName])).toEqual([
    ["packages/a/src/deep/x.ts", false, "a"],
    ["packages/a/src/deep/x.test.ts", true, "a"],
    ["packages/a/test/rig.ts", true, "a"],
    ["tests/black-box/y.ts", true, undefined],
  ]);
});
