import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { inTempDir } from "../test/temp-repo.ts";
import { findGitRoot } from "./root.ts";

test("finds the nearest .git above, be it a directory or a file", async () => {
  await inTempDir(async (dir) => {
    await mkdir(path.join(dir, ".git"));
    await mkdir(path.join(dir, "a/b/c"), { recursive: true });
    expect(await findGitRoot(path.join(dir, "a/b/c"))).toBe(dir);
    await writeFile(path.join(dir, "a/b/.git"), "gitdir: nowhere\n");
    expect(await findGitRoot(path.join(dir, "a/b/c"))).toBe(path.join(dir, "a/b"));
    expect(await findGitRoot(path.join(dir, "a"))).toBe(dir);
    expect(await findGitRoot(dir)).toBe(dir);
  });
});

test("finds nothing where nothing is", async () => {
  expect(await findGitRoot("/")).toBeUndefined();
  expect(await findGitRoot("/nowhere/at/all")).toBeUndefined();
});
