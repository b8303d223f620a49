import { expect, test } from "@jest/globals";
import { checkDocumentLinks } from "./document-links.ts";
import { repoOf } from "./test/repo-of.ts";

test("follows links from the folder of their document, and names of files from the root", () => {
  const repo = repoOf({
    "README.md":
      "[a](docs/a.md) [folder](docs/decisions/) [web](https://example.com/x.md) [code](packages/x.sh)",
    "docs/a.md":
      "[up](../README.md#top)\n[gone](b.md)\n`packages/x/src/y.ts`\n`packages/x/src/gone.ts` `packages/<name>/z.ts`",
    "docs/decisions/one.md": "",
    "packages/x/src/y.ts": "",
    "packages/x/prompts/p.md": "[left](out.md)",
  });
  expect(checkDocumentLinks(repo)).toEqual([
    { file: "docs/a.md", line: 2, message: '"docs/b.md" does not exist' },
    { file: "docs/a.md", line: 4, message: '"packages/x/src/gone.ts" does not exist' },
  ]);
});
