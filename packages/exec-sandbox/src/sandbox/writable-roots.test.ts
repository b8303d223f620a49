import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { temporaryFolder, WORKSPACE_ONLY } from "../../test/linux-host.ts";
import { isBelow, isPathWritable, writableRoots } from "./writable-roots.ts";

let top: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  top = temporaryFolder();
});
afterEach(() => top.remove());

const at = (...parts: string[]) => path.join(top.path, ...parts);
const rootsIn = (
  policyCwd: string,
  policy: Parameters<typeof writableRoots>[0] = WORKSPACE_ONLY,
  tmpdir?: string,
) => writableRoots(policy, { policyCwd, tmpdir, platform: "linux" });

test("the order is: configured roots, turn folder, /tmp, TMPDIR", () => {
  for (const name of ["configured", "work", "tmp"]) mkdirSync(at(name));
  const policy = {
    ...WORKSPACE_ONLY,
    writable_roots: [at("configured")],
    exclude_slash_tmp: false,
    exclude_tmpdir_env_var: false,
  };
  const roots = rootsIn(at("work"), policy, at("tmp"));
  expect(roots.map((root) => root.path)).toEqual([at("configured"), at("work"), "/tmp", at("tmp")]);
});

test("both temporary folders can be excluded", () => {
  expect(rootsIn(top.path, WORKSPACE_ONLY, "/var/tmp").map((root) => root.path)).toEqual([top.path]);
});

test("missing, relative and repeated roots count once or not at all; links are resolved", () => {
  mkdirSync(at("real"));
  symlinkSync("real", at("link"));
  const policy = { ...WORKSPACE_ONLY, writable_roots: [at("missing"), "relative", at("link"), at("real")] };
  expect(rootsIn(at("real"), policy)).toEqual([
    { path: at("real"), isFolder: true, aliases: [at("link"), at("real"), at("real")], readOnlyPaths: [] },
  ]);
});

test("only workspace-write has roots", () => {
  expect(rootsIn(top.path, { type: "read-only" })).toEqual([]);
  expect(rootsIn(top.path, { type: "danger-full-access" })).toEqual([]);
});

test(".git is protected as a folder, .codex and .agents only as folders", () => {
  mkdirSync(at(".git"));
  mkdirSync(at(".codex"));
  writeFileSync(at(".agents"), "");
  expect(rootsIn(top.path)[0]?.readOnlyPaths).toEqual([at(".git"), at(".codex")]);
});

test.each(["gitdir: real", "gitdir: real\n", "anything:real", "gitdir:  real "])(
  "a .git file that says %j protects the folder it names, before itself",
  (text) => {
    mkdirSync(at("real"));
    writeFileSync(at(".git"), text);
    expect(rootsIn(top.path)[0]?.readOnlyPaths).toEqual([at("real"), at(".git")]);
  },
);

test.each(["gitdir: missing", "gitdir:", "no colon", ""])(
  "a .git file that says %j protects only itself",
  (text) => {
    writeFileSync(at(".git"), text);
    expect(rootsIn(top.path)[0]?.readOnlyPaths).toEqual([at(".git")]);
  },
);

test("a .git link is protected together with what it leads to", () => {
  mkdirSync(at("real"));
  symlinkSync("real", at(".git"));
  expect(rootsIn(top.path)[0]?.readOnlyPaths).toEqual([at("real"), at(".git")]);
});

test("nested repositories are not protected", () => {
  mkdirSync(at("sub", ".git"), { recursive: true });
  expect(rootsIn(top.path)[0]?.readOnlyPaths).toEqual([]);
});

test.each([
  ["file", true],
  ["sub/../file", true],
  ["../file", false],
  [".git/config", false],
  [".git", false],
  [".gitignore", true],
  ["sub/.git/config", true],
  [".codex/config.toml", false],
])("writing %s is allowed: %s", (file, expected) => {
  mkdirSync(at(".git"));
  // .codex is missing: a patch must not create it either.
  expect(isPathWritable(`${top.path}/${file}`, WORKSPACE_ONLY, rootsIn(top.path))).toBe(expected);
});

test("the deepest root or protected path decides", () => {
  mkdirSync(at("work", ".git"), { recursive: true });
  const outer = { ...WORKSPACE_ONLY, writable_roots: [top.path] };
  expect(isPathWritable(at("work", ".git", "x"), outer, rootsIn(at("work"), outer))).toBe(false);
  const named = { ...WORKSPACE_ONLY, writable_roots: [at("work", ".git")] };
  expect(isPathWritable(at("work", ".git", "x"), named, rootsIn(at("work"), named))).toBe(true);
});

test("a path under the unresolved name of a root counts as inside", () => {
  mkdirSync(at("real"));
  symlinkSync("real", at("link"));
  expect(isPathWritable(at("link", "x"), WORKSPACE_ONLY, rootsIn(at("link")))).toBe(true);
  expect(isPathWritable(at("link", ".git", "x"), WORKSPACE_ONLY, rootsIn(at("link")))).toBe(false);
});

test("policies without roots allow everything or nothing", () => {
  expect(isPathWritable("/x", { type: "danger-full-access" }, [])).toBe(true);
  expect(isPathWritable("/x", { type: "external-sandbox", network_access: "restricted" }, [])).toBe(true);
  expect(isPathWritable("/x", { type: "read-only" }, [])).toBe(false);
});

test.each([
  ["/a/b", "/a", true],
  ["/a", "/a", true],
  ["/ab", "/a", false],
  ["/a/..b", "/a", true],
  ["/", "/a", false],
  ["/a", "/", true],
])("%s is below %s: %s", (file, folder, expected) => {
  expect(isBelow(file, folder)).toBe(expected);
});
