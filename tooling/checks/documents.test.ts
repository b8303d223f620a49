import { expect, test } from "@jest/globals";
import { checkDocuments } from "./documents.ts";
import { manifest, repoOf } from "./test/repo-of.ts";

test("wants each document and wants it short", () => {
  const repo = repoOf({
    "packages/a/package.json": manifest("a"),
    "packages/a/README.md": "x\n".repeat(61),
    "packages/b/package.json": manifest("b"),
    "README.md": "x\n".repeat(150),
  });
  expect(checkDocuments(repo).map((finding) => `${finding.file}: ${finding.message}`)).toEqual([
    "AGENTS.md: does not exist",
    "packages/a/README.md: 61 lines; the limit is 60",
    "packages/b/README.md: does not exist",
  ]);
});
