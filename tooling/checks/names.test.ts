import { expect, test } from "@jest/globals";
import { checkNames, toKebab } from "./names.ts";
import { manifest, repoOf } from "./test/repo-of.ts";

const pkg = { "packages/a/package.json": manifest("a", { exports: { ".": "./src/node.ts" } }) };
const messages = (
  files: Readonly<Record<string, string>>,
  exemptions: Readonly<Record<string, string>> = {},
) => checkNames(repoOf({ ...pkg, ...files }), exemptions).map((finding) => finding.message);

test.each([
  ["run-turn", "export function runTurn() {}"],
  ["tool-router", "export interface ToolRouter {}"],
  ["sse-frame", "export const writeSseFrame = 1;"],
  ["atomic-write", "export function writeFileAtomically() {}"],
  ["policies", "export const ApprovalPolicy = 1;\nexport const SandboxPolicy = 2;"],
  ["legacy-events", "export const legacyTwins = 1;\nexport const other = 2;"],
  ["turn-events", "export const turnProjectors = 1;"],
  ["index", "export {};"],
  ["errors", "export class Broken {}"],
  ["node", 'export { x } from "./x.ts";'],
])("%s.ts may hold %s", (name, text) => {
  expect(messages({ [`packages/a/src/${name}.ts`]: text })).toEqual([]);
});

test("a file is named after its export", () => {
  const files = {
    "packages/a/src/abort.ts": "export function sleep() {}",
    "packages/a/src/limits.ts": "export const MAX = 1;",
  };
  expect(messages(files)).toEqual([
    "the file name says nothing of its exports (sleep)",
    "the file name says nothing of its exports (MAX)",
  ]);
  expect(
    messages(files, { "packages/a/src/abort.ts": "reason", "packages/a/src/limits.ts": "reason" }),
  ).toEqual([]);
});

test("tests and generated files have no main export", () => {
  expect(
    messages({
      "packages/a/src/x.test.ts": "",
      "packages/a/src/generated/prompts.ts": "export const P = 1;",
    }),
  ).toEqual([]);
});

test("refuses drawers for leftovers and other spellings", () => {
  expect(messages({ "packages/a/src/utils/sleep.ts": "export const sleep = 1;" })).toEqual([
    '"utils" says nothing about what is inside',
  ]);
  expect(messages({ "packages/a/src/runTurn.ts": "export const runTurn = 1;" })).toEqual([
    '"runTurn" is not kebab-case',
  ]);
});

test("tells an exemption that is not needed any more", () => {
  expect(
    messages(
      { "packages/a/src/sleep.ts": "export const sleep = 1;" },
      { "packages/a/src/sleep.ts": "reason" },
    ),
  ).toEqual(["has a needless entry in name-exemptions.json"]);
});

test.each([
  ["runTurn", "run-turn"],
  ["parseJSONLine", "parse-json-line"],
  ["MAX_EVENT_LENGTH", "max-event-length"],
  ["uuidV7", "uuid-v7"],
])("%s in kebab-case is %s", (name, kebab) => {
  expect(toKebab(name)).toBe(kebab);
});
