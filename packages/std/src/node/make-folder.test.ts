import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { makeFolder } from "./make-folder.ts";

test("missing folders are made with the mode, and one that is there stays", async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), "folder-"));
  try {
    const deep = path.join(root, "a", "b");
    await Promise.all([makeFolder(deep, 0o700), makeFolder(deep, 0o700)]);
    await makeFolder(deep, 0o700);
    expect((await stat(deep)).mode & 0o777).toBe(0o700);
    expect((await stat(path.dirname(deep))).mode & 0o777).toBe(0o700);
    await writeFile(path.join(root, "file"), "");
    await expect(makeFolder(path.join(root, "file"))).rejects.toMatchObject({ code: "EEXIST" });
    await expect(makeFolder(path.join(root, "file", "x"))).rejects.toMatchObject({ code: "ENOTDIR" });
  } finally {
    await rm(root, { recursive: true });
  }
});

const onProc = existsSync("/proc/self") ? test : test.skip;

onProc("where no folder can be made it fails at once", async () => {
  await expect(makeFolder("/proc/none")).rejects.toMatchObject({ code: "ENOENT" });
  await expect(makeFolder("/proc/none/below")).rejects.toMatchObject({ code: "ENOENT" });
});
