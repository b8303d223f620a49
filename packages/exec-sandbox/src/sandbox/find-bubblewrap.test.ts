import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { temporaryFolder } from "../../test/linux-host.ts";
import { findBubblewrap, trustedBubblewrap } from "./find-bubblewrap.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function put(name: string, mode = 0o755): string {
  const file = path.join(folder.path, name, "bwrap");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, mode);
  return file;
}
const at = (name: string) => path.join(folder.path, name);
const root = (file: string) => ({ path: file, isFolder: true, aliases: [], readOnlyPaths: [] });

test("programs are found in the order of the search path, links resolved, none twice", () => {
  const [first, second] = [put("a"), put("b")];
  put("not-executable", 0o644);
  mkdirSync(at("c"));
  symlinkSync(first, path.join(at("c"), "bwrap"));
  mkdirSync(path.join(at("folder"), "bwrap"), { recursive: true });
  const searchPath = [
    "",
    "relative",
    at("nowhere"),
    at("folder"),
    at("not-executable"),
    at("b"),
    at("c"),
    at("a"),
  ];
  expect(findBubblewrap(searchPath.join(":"))).toEqual([second, first]);
  expect(findBubblewrap(undefined)).toEqual([]);
});

test("a program of the working folder is passed over, also when a link leads to that folder", () => {
  const program = put("project");
  symlinkSync(at("project"), at("link"));
  expect(trustedBubblewrap([program], [], at("link"))).toBeUndefined();
});

test("a program that a command could have put there is passed over", () => {
  const programs = ["/w/bin/bwrap", "/cwd/bwrap", "/usr/bin/bwrap"];
  expect(trustedBubblewrap(programs, [root("/w")], "/cwd")).toBe("/usr/bin/bwrap");
  expect(trustedBubblewrap(programs, [root("/usr"), root("/w")], "/cwd")).toBeUndefined();
  expect(trustedBubblewrap(programs, [root("/")], "/")).toBeUndefined();
  expect(trustedBubblewrap(programs, [], "/")).toBe("/w/bin/bwrap");
});
