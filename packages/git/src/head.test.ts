import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { inTempDir } from "../test/temp-repo.ts";
import { type Head, readHead } from "./head.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** The head of a made-up repository with these files. */
async function headOf(files: Readonly<Record<string, string>>): Promise<Head | undefined> {
  return await inTempDir(async (dir) => {
    const gitDir = path.join(dir, "repo");
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(gitDir, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    return await readHead({ root: undefined, gitDir, commonDir: gitDir });
  });
}

test("commits have 40 digits or 64", async () => {
  const long = COMMIT.padEnd(64, "0");
  expect(await headOf({ HEAD: `${COMMIT}\n` })).toEqual({ commit: COMMIT, branch: undefined });
  expect(await headOf({ HEAD: long })).toEqual({ commit: long, branch: undefined });
  expect(await headOf({ HEAD: `${COMMIT}0\n` })).toBeUndefined();
});

test("a packed name is found whole, among longer ones, with or without a last line feed", async () => {
  const packed = [
    "# pack-refs with: peeled fully-peeled sorted",
    `${"1".repeat(40)} refs/heads/m`,
    `${"2".repeat(40)} refs/heads/main-2`,
    `${"3".repeat(40)} refs/heads/x/refs/heads/main`,
    `${COMMIT} refs/heads/main`,
  ].join("\n");
  for (const text of [packed, `${packed}\n^${"4".repeat(40)}\n`]) {
    const head = await headOf({ HEAD: "ref: refs/heads/main\n", "packed-refs": text });
    expect(head).toEqual({ commit: COMMIT, branch: "main" });
  }
});

test("names outside refs are not followed, nor circles for ever", async () => {
  expect(await headOf({ HEAD: "ref: refs/../../secret\n", "../secret": COMMIT })).toBeUndefined();
  expect(await headOf({ HEAD: "ref: config\n", config: COMMIT })).toBeUndefined();
  const circle = { HEAD: "ref: refs/heads/a\n", "refs/heads/a": "ref: refs/heads/a\n" };
  expect(await headOf(circle)).toEqual({ commit: undefined, branch: undefined });
});

test("references in another form than files cannot be told", async () => {
  expect(await headOf({ HEAD: "ref: refs/heads/.invalid\n", "refs/heads": "" })).toBeUndefined();
});

test("a pipe in the place of HEAD is not waited for", async () => {
  await inTempDir(async (dir) => {
    await promisify(execFile)("mkfifo", [path.join(dir, "HEAD")]);
    expect(await readHead({ root: dir, gitDir: dir, commonDir: dir })).toBeUndefined();
  });
});
