import { expect, test } from "@jest/globals";
import { checkAmbientAccess } from "./ambient-access.ts";
import { repoOf } from "./test/repo-of.ts";

const text = [
  "const dir = process.cwd();",
  "const { HOME } = process\n  .env;",
  "const now = Date.now() + new Date().getTime();",
  "const chance = Math.random();",
  "const home = os.homedir();",
  '// process.env is only named here, and "Date.now" here',
  "const fixed = new Date(0);",
].join("\n");

test("finds every reach for the surroundings, with its line", () => {
  const found = checkAmbientAccess(repoOf({ "packages/core/src/x.ts": text }));
  expect(found.map((finding) => `${finding.line} ${finding.message.split(" is ")[0]}`)).toEqual([
    "1 process.cwd",
    "2 process .env",
    "4 Date.now",
    "4 new Date()",
    "5 Math.random",
    "6 homedir(",
  ]);
});

test.each([
  "apps/cli/src/main.ts",
  "packages/runtime/src/x.ts",
  "packages/core/src/x.test.ts",
  "tooling/x.ts",
])("%s may", (path) => {
  expect(checkAmbientAccess(repoOf({ [path]: text }))).toEqual([]);
});
