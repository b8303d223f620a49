import { expect, test } from "@jest/globals";
import { bubblewrapArgv } from "./bubblewrap-argv.ts";
import type { WritableRoot } from "./writable-roots.ts";

const root = (path: string, ...readOnlyPaths: string[]): WritableRoot => ({
  path,
  isFolder: true,
  aliases: [path],
  readOnlyPaths,
});
const plain = { mountsProc: true, ownsTerminal: false };
const argv = (roots: readonly WritableRoot[], changes: Partial<typeof plain> = {}, allowsNetwork = false) =>
  bubblewrapArgv(
    { program: "/usr/bin/bwrap", writableRoots: roots, allowsNetwork },
    { ...plain, ...changes },
  ).join(" ");

const START = "/usr/bin/bwrap --new-session --die-with-parent --ro-bind / / --dev /dev";
const END = "--unshare-pid --unshare-ipc --unshare-net --proc /proc --cap-drop ALL --";

test("without a root everything is read-only, in process and network namespaces of its own", () => {
  expect(argv([])).toBe(`${START} ${END}`);
});

test("what is protected stands behind the root that it lies in, a pointed-to folder before its pointer", () => {
  expect(argv([root("/none/w", "/none/w/store/git", "/none/w/.git"), root("/none/v")])).toBe(
    `${START} --bind /none/w /none/w --bind /none/v /none/v --ro-bind /none/w/.git /none/w/.git --bind /none/w/store /none/w/store --ro-bind /none/w/store/git /none/w/store/git ${END}`,
  );
});

test("a protected path outside of every root is read-only already", () => {
  expect(argv([root("/none/w", "/elsewhere/git")])).toBe(`${START} --bind /none/w /none/w ${END}`);
});

test.each([
  ["network", {}, true, "--unshare-net "],
  ["no /proc of its own", { mountsProc: false }, false, "--proc /proc "],
  ["a terminal", { ownsTerminal: true }, false, "--new-session "],
])("with %s it is the same but for one option", (_, changes, allowsNetwork, left) => {
  expect(argv([], changes, allowsNetwork)).toBe(`${START} ${END}`.replace(left, ""));
});

// /proc/self is a link on every Linux; elsewhere there is no bubblewrap.
const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("a link cannot be protected: bubblewrap would mount on what it leads to", () => {
  expect(() => argv([root("/proc", "/proc/self")])).toThrow(
    expect.objectContaining({ code: "sandbox_unavailable", message: expect.stringContaining("/proc/self") }),
  );
});
