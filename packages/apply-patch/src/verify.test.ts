import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { inTempDir } from "../test/temp-dir.ts";
import { createNodePatchFs } from "./node-patch-fs.ts";
import { parsePatch } from "./parse.ts";
import { affectedPaths, type VerifyOutcome, verifyPatch } from "./verify.ts";

async function verify(cwd: string, ...body: readonly string[]): Promise<VerifyOutcome> {
  const parsed = parsePatch(["*** Begin Patch", ...body, "*** End Patch"].join("\n"));
  if (!parsed.ok) throw new Error(parsed.error.message);
  const target = { cwd, fs: createNodePatchFs() };
  return await verifyPatch(parsed.patch, target, new AbortController().signal);
}

async function changes(cwd: string, ...body: readonly string[]): Promise<Record<string, unknown>> {
  const outcome = await verify(cwd, ...body);
  if (!outcome.ok) throw new Error(outcome.message);
  return Object.fromEntries(outcome.changes);
}

const FIVE = "1\n2\n3\n4\n5\n";

test("says per absolute path what would happen, and writes nothing", async () => {
  await inTempDir(async (dir) => {
    await writeFile(path.join(dir, "five"), FIVE);
    await writeFile(path.join(dir, "gone"), "g\n");
    const body =
      "*** Add File: sub/../new\n+x\n*** Delete File: gone\n*** Update File: five\n*** Move to: to/six\n-3\n+drei";
    expect(await changes(dir, body)).toEqual({
      [`${dir}/new`]: { type: "add", content: "x\n" },
      [`${dir}/gone`]: { type: "delete", content: "g\n" },
      [`${dir}/five`]: {
        type: "update",
        unifiedDiff: "@@ -2,3 +2,3 @@\n 2\n-3\n+drei\n 4\n",
        movePath: `${dir}/to/six`,
        newContent: "1\n2\ndrei\n4\n5\n",
      },
    });
    const outcome = await verify(dir, body);
    expect(outcome.ok && affectedPaths(outcome.changes)).toEqual(
      ["new", "gone", "five", "to/six"].map((name) => path.join(dir, name)),
    );
    expect((await readdir(dir)).sort()).toEqual(["five", "gone"]);
    expect(await readFile(path.join(dir, "five"), "utf8")).toBe(FIVE);
  });
});

test("two hunks of one file are shown as one change", async () => {
  await inTempDir(async (dir) => {
    await writeFile(path.join(dir, "five"), FIVE);
    expect(await changes(dir, "*** Update File: five\n-1\n+I\n*** Update File: ./five\n-5\n+V")).toEqual({
      [`${dir}/five`]: {
        type: "update",
        unifiedDiff: "@@ -1,2 +1,2 @@\n-1\n+I\n 2\n@@ -4,2 +4,2 @@\n 4\n-5\n+V\n",
        movePath: undefined,
        newContent: "I\n2\n3\n4\nV\n",
      },
    });
  });
});

test("deleting and adding again is an addition", async () => {
  await inTempDir(async (dir) => {
    await writeFile(path.join(dir, "a"), "old\n");
    expect(await changes(dir, "*** Delete File: a\n*** Add File: a\n+new")).toEqual({
      [`${dir}/a`]: { type: "add", content: "new\n" },
    });
  });
});

test.each([
  ["*** Delete File: nope", "Failed to read DIR/nope: no such file or directory (ENOENT)"],
  ["*** Delete File: dir", "Failed to read DIR/dir: illegal operation on a directory (EISDIR)"],
  ["*** Update File: nope\n+x", "Failed to read file to update DIR/nope: no such file or directory (ENOENT)"],
  ["*** Update File: five\n-9", "Failed to find expected lines in DIR/five:\n9"],
  ["*** Update File: five\n@@ 9\n-1", "Failed to find context '9' in DIR/five"],
  [
    "*** Update File: five\n-1\n+one\n*** Update File: five\n-one\n+two",
    "Failed to find expected lines in DIR/five:\none",
  ],
  [
    "*** Update File: five\n-1\n+one\n*** Update File: five\n-1\n+two",
    "Failed to find expected lines in DIR/five:\n1",
  ],
  [
    "*** Delete File: five\n*** Update File: five\n-1\n+one",
    "Failed to read file to update DIR/five: an earlier part of the patch removes it",
  ],
])("refuses %j", async (body, message) => {
  await inTempDir(async (dir) => {
    await mkdir(path.join(dir, "dir"));
    await writeFile(path.join(dir, "five"), FIVE);
    expect(await verify(dir, body)).toEqual({ ok: false, message: message.replace("DIR", dir) });
  });
});

test("an empty patch changes nothing", async () => {
  await inTempDir(async (dir) => {
    expect(await changes(dir)).toEqual({});
  });
});
