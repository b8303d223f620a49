import { expect, test } from "@jest/globals";
import { mountPlan } from "./mount-plan.ts";
import type { WritableRoot } from "./writable-roots.ts";

const root = (path: string, ...readOnlyPaths: string[]): WritableRoot => ({
  path,
  isFolder: true,
  aliases: [path],
  readOnlyPaths,
});
const summary = (...roots: WritableRoot[]) => mountPlan(roots).map(({ access, path }) => `${access} ${path}`);

test("a root comes before what is protected in it", () => {
  expect(summary(root("/none/w", "/none/w/.git"))).toEqual(["writable /none/w", "read-only /none/w/.git"]);
});

test("inner roots come after outer ones and the folders between are pinned", () => {
  expect(summary(root("/none/a/b/c", "/none/a/b/c/.git"), root("/none"))).toEqual([
    "writable /none",
    "pin /none/a",
    "pin /none/a/b",
    "writable /none/a/b/c",
    "read-only /none/a/b/c/.git",
  ]);
});

test("a protected path outside of every root needs no mount", () => {
  expect(summary(root("/none/w", "/elsewhere/gitdir", "/none/w/.git"))).toEqual([
    "writable /none/w",
    "read-only /none/w/.git",
  ]);
});

test("a protected path that is a root of its own is writable", () => {
  expect(summary(root("/none/w", "/none/w/.git"), root("/none/w/.git"))).toEqual([
    "writable /none/w",
    "writable /none/w/.git",
  ]);
});

test("the whole tree as root keeps its protected paths", () => {
  expect(summary(root("/", "/.git"))).toEqual(["writable /", "read-only /.git"]);
});
