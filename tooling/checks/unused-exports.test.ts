import { expect, test } from "@jest/globals";
import { manifest, repoOf } from "./test/repo-of.ts";
import { checkUnusedExports } from "./unused-exports.ts";

const findings = (
  files: Readonly<Record<string, string>>,
  publicApi: Readonly<Record<string, string>> = {},
) =>
  checkUnusedExports(repoOf({ "packages/a/package.json": manifest("a"), ...files }), publicApi).map(
    (finding) => `${finding.file}:${finding.line} ${finding.message}`,
  );

test("a name that only tests import is not used", () => {
  expect(
    findings({
      "packages/a/src/x.ts": "export const one = 1;\nexport const two = 2;",
      "packages/a/src/y.ts": 'import { one } from "./x.ts";',
      "packages/a/src/x.test.ts": 'import { two } from "./x.ts";',
    }),
  ).toEqual(['packages/a/src/x.ts:2 "two" is exported but not used']);
});

test("a function that its own file uses may be exported for its test", () => {
  const text = "export function part() {}\nexport function whole() { part(); }";
  const files = { "packages/a/src/x.ts": text, "packages/a/src/y.ts": 'import { whole } from "./x.ts";' };
  expect(findings(files)).toEqual(['packages/a/src/x.ts:1 "part" is exported but not used']);
  expect(findings({ ...files, "packages/a/src/x.test.ts": 'import { part } from "./x.ts";' })).toEqual([]);
});

test("what the entry passes on has to be used by another package, unless it is public", () => {
  const files = {
    "packages/a/src/index.ts": 'export { one, two } from "./x.ts";',
    "packages/a/src/x.ts": "export const one = 1;\nexport const two = 2;",
    "packages/b/package.json": manifest("b"),
    "packages/b/src/z.ts": 'import { one } from "@codex-ts/a";',
  };
  const unused = 'packages/a/src/index.ts:1 "two" is exported but not used';
  expect(findings(files)).toEqual([unused]);
  expect(findings(files, { "packages/a/src/index.ts#two": "documented" })).toEqual([]);
  expect(findings(files, { "packages/a/src/index.ts": "all of it" })).toEqual([]);
  expect(findings(files, { "packages/a/src/x.ts#one": "old" })).toEqual([
    unused,
    "packages/a/src/x.ts#one:1 has a needless entry in public-api.json",
  ]);
});

test("a type stays when another export needs its name; so does a schema with its type", () => {
  expect(
    findings({
      "packages/a/src/index.ts": 'export { type Options, type Lonely, Item, Part } from "./x.ts";',
      "packages/a/src/x.ts": [
        "export interface Options {}",
        "export interface Lonely {}",
        "export const Item = object();",
        "export type Item = infer<typeof Item>;",
        "export const Part = object();",
        "export type Part = infer<typeof Part>;",
        "const whole = array(Part);",
        "export function run(options: Options) {}",
      ].join("\n"),
      "packages/a/src/y.ts": 'import { run } from "./x.ts";',
    }),
  ).toEqual([
    'packages/a/src/index.ts:1 "Lonely" is exported but not used',
    'packages/a/src/index.ts:1 "Item" is exported but not used',
  ]);
});

test("a dynamic import uses everything", () => {
  expect(
    findings({
      "packages/a/src/x.ts": "export const one = 1;",
      "packages/a/src/y.ts": 'const { one } = await import("./x.ts");',
    }),
  ).toEqual([]);
});

test("tests of other packages keep the test kit alive, its own do not", () => {
  expect(
    findings({
      "packages/test-support/package.json": manifest("test-support"),
      "packages/test-support/src/index.ts": "export const one = 1;\nexport const two = 2;",
      "packages/test-support/src/x.test.ts": 'import { two } from "./index.ts";',
      "packages/a/src/x.test.ts": 'import { one } from "@codex-ts/test-support";',
    }),
  ).toEqual(['packages/test-support/src/index.ts:2 "two" is exported but not used']);
});
