import { execFileSync } from "node:child_process";
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { replaceFile } from "./replace-file.ts";

const mine = { mode: 0o600, keepsMode: false, suffix: "new" };
const theirs = { ...mine, keepsMode: true };
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "replace-"));
  file = path.join(folder, "file");
});
afterEach(() => rm(folder, { recursive: true }));

const bits = async () => (await stat(file)).mode & 0o7777;

test("a file is another one afterwards, and nothing is left beside it", async () => {
  await writeFile(file, "old");
  const before = await stat(file);
  await replaceFile(file, "new", mine);
  expect(await readFile(file, "utf8")).toBe("new");
  expect((await stat(file)).ino).not.toBe(before.ino);
  expect(await readdir(folder)).toEqual(["file"]);
});

test("what is no regular file stays, also behind a link", async () => {
  execFileSync("mkfifo", [file]);
  const link = path.join(folder, "link");
  await symlink("file", link);
  for (const name of [file, link]) {
    await expect(replaceFile(name, "new", mine)).rejects.toMatchObject({ code: "EINVAL" });
  }
  expect((await stat(file)).isFIFO()).toBe(true);
  expect(await readdir(folder)).toEqual(["file", "link"]);
});

test("the mode is the one that was asked for, or stays where that was asked for", async () => {
  await replaceFile(file, "", { ...theirs, mode: 0o666 });
  expect(await bits()).toBe(0o666);
  await chmod(file, 0o640);
  await replaceFile(file, "", theirs);
  expect(await bits()).toBe(0o640);
  await replaceFile(file, "", mine);
  expect(await bits()).toBe(0o600);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot("a file that root replaces stays its owner's, with all of its bits", async () => {
  await writeFile(file, "old");
  await chown(file, 65_534, 65_534);
  await chmod(file, 0o4755);
  await replaceFile(file, "new", theirs);
  expect(await stat(file)).toMatchObject({ uid: 65_534, gid: 65_534 });
  expect(await bits()).toBe(0o4755);
});

test("links stay, and lead to the new text: also those to nothing yet, out of a linked folder", async () => {
  await mkdir(path.join(folder, "a/deep"), { recursive: true });
  await symlink("a/deep", path.join(folder, "short"));
  await symlink("../target", path.join(folder, "a/deep/link"));
  await replaceFile(path.join(folder, "short/link"), "new", mine);
  expect(await readFile(path.join(folder, "a/target"), "utf8")).toBe("new");
  expect((await lstat(path.join(folder, "a/deep/link"))).isSymbolicLink()).toBe(true);
});

test("a failure leaves the old file, and nothing beside it", async () => {
  await mkdir(file);
  await expect(replaceFile(file, "new", mine)).rejects.toMatchObject({ code: "EISDIR" });
  expect(await readdir(folder)).toEqual(["file"]);
  const taken = path.join(folder, "other.new.tmp");
  await writeFile(taken, "of somebody else");
  await expect(replaceFile(path.join(folder, "other"), "new", mine)).rejects.toMatchObject({
    code: "EEXIST",
  });
  expect(await readFile(taken, "utf8")).toBe("of somebody else");
});
