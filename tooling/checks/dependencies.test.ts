import { expect, test } from "@jest/globals";
import { checkDependencies } from "./dependencies.ts";
import { repoOf } from "./test/repo-of.ts";

test("compares the catalogue with the document, the rejected packages left out", () => {
  const repo = repoOf({
    "pnpm-workspace.yaml":
      'packages:\n  - apps/*\n\ncatalog:\n  "@a/b": 1.0.0\n  zod: 4.0.0\n  yaml: 2.0.0\n',
    "docs/dependencies.md":
      "| `@a/b`   | reason |\n| `yaml` | reason |\n| `old` | reason |\n## Not used\n| `sharp` | no |\n",
  });
  expect(checkDependencies(repo).map((finding) => finding.message)).toEqual([
    '"zod" is used without a reason',
    '"old" is explained but not in the catalogue',
  ]);
});
