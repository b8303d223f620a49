import { execFileSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { inTempDir } from "../test/temp-dir.ts";
import { createNodePatchFs } from "./node-patch-fs.ts";
import { formatTurnDiff, type TurnFileChange, type TurnFileState } from "./turn-diff.ts";
import { readTurnFileState } from "./turn-file-state.ts";

function state(content: string | Uint8Array, isExecutable = false): TurnFileState {
  return { content: Buffer.from(content), isExecutable };
}

function diff(changes: Record<string, Partial<TurnFileChange>>): string {
  const whole = Object.entries(changes).map(
    ([file, change]) =>
      [file, { before: undefined, after: undefined, movedFrom: undefined, ...change }] as const,
  );
  return formatTurnDiff(new Map(whole), "/repo");
}

test("writes additions, deletions, moves and updates, sorted by path", () => {
  const text = diff({
    "/repo/upd.txt": { before: state("a\nb\n"), after: state("a\nc\n") },
    "/repo/moved.txt": { before: state("m\n"), after: state("n\n"), movedFrom: "/repo/mov.txt" },
    "/repo/new.txt": { after: state("one\n") },
    "/repo/del.txt": { before: state("x\n") },
    "/repo/renamed.txt": { before: state("r\n"), after: state("r\n"), movedFrom: "/repo/name.txt" },
    "/repo/same.txt": { before: state("s\n"), after: state("s\n") },
    "/repo/fleeting.txt": {},
  });
  expect(text).toBe(`diff --git a/del.txt b/del.txt
deleted file mode 100644
index 587be6b4c3f93f93c489c0111bba5596147a26cb..0000000000000000000000000000000000000000
--- a/del.txt
+++ /dev/null
@@ -1 +0,0 @@
-x
diff --git a/mov.txt b/moved.txt
index 28ce6a8b26aa170e1de65536fe8abe1832bd3242..8ba3a16384aacc37d01564b28401755ce8053f51
--- a/mov.txt
+++ b/moved.txt
@@ -1 +1 @@
-m
+n
diff --git a/new.txt b/new.txt
new file mode 100644
index 0000000000000000000000000000000000000000..5626abf0f72e58d7a153368ba57db4c673c0e171
--- /dev/null
+++ b/new.txt
@@ -0,0 +1 @@
+one
diff --git a/upd.txt b/upd.txt
index 422c2b7ab3b3c668038da977e4e93a5fc623169c..0f7bc766052a5a0ee28a393d51d2370f96d8ceb8
--- a/upd.txt
+++ b/upd.txt
@@ -1,2 +1,2 @@
 a
-b
+c
`);
});

test("three lines of context surround a change", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  const text = diff({ "/repo/f": { before: state(before), after: state(before.replace("5", "five")) } });
  expect(text.split("\n").slice(4)).toEqual([
    "@@ -2,7 +2,7 @@",
    " 2",
    " 3",
    " 4",
    "-5",
    "+five",
    " 6",
    " 7",
    " 8",
    "",
  ]);
});

test("an empty file that comes or goes has no hunks", () => {
  expect(diff({ "/repo/e": { after: state("") } })).toBe(
    "diff --git a/e b/e\nnew file mode 100644\nindex 0000000000000000000000000000000000000000..e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\n",
  );
});

test("a change of mode alone is shown, a new mode with new content too", () => {
  expect(diff({ "/repo/x": { before: state("a"), after: state("a", true) } })).toBe(
    "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n",
  );
  expect(diff({ "/repo/x": { after: state("a\n", true) } })).toContain("new file mode 100755\n");
});

test.each([[Uint8Array.of(0xff, 0xfe)], [Uint8Array.of(0x61, 0, 0x62)]])(
  "bytes %j are not text",
  (content) => {
    const lines = diff({ "/repo/b": { before: state(content), after: state("text\n") } }).split("\n");
    expect(lines.slice(2)).toEqual(["--- a/b", "+++ b/b", "Binary files differ", ""]);
  },
);

test("without a repository paths stay absolute", () => {
  const change = { before: undefined, after: state("a\n"), movedFrom: undefined };
  expect(formatTurnDiff(new Map([["/repo/x", change]]), undefined)).toContain("\n+++ b//repo/x\n");
});

test("paths outside the root stay absolute, names with control characters are quoted", () => {
  expect(diff({ "/other/x": { after: state("") } })).toMatch(/^diff --git a\/\/other\/x b\/\/other\/x\n/u);
  expect(diff({ '/repo/a"\n\u0001': { after: state("") } })).toMatch(
    /^diff --git "a\/a\\"\\n\\001" "b\/a\\"\\n\\001"\n/u,
  );
});

test("object ids are git's own, and git reads the diff back", async () => {
  await inTempDir(async (dir) => {
    const file = path.join(dir, "f.sh");
    await writeFile(file, "echo hi\n");
    await chmod(file, 0o755);
    const after = await readTurnFileState(createNodePatchFs(), file);
    const text = formatTurnDiff(new Map([[file, { before: undefined, after, movedFrom: undefined }]]), dir);
    const oid = execFileSync("git", ["hash-object", file], { encoding: "utf8" }).trim();
    expect(text).toContain(`..${oid}\n`);
    const stat = execFileSync("git", ["apply", "--numstat", "--summary", "-"], { cwd: dir, input: text });
    expect(stat.toString()).toBe("1\t0\tf.sh\n create mode 100755 f.sh\n");
  });
});

test("there is no state of what is missing or no file", async () => {
  await inTempDir(async (dir) => {
    const fs = createNodePatchFs();
    expect(await readTurnFileState(fs, path.join(dir, "none"))).toBeUndefined();
    expect(await readTurnFileState(fs, dir)).toBeUndefined();
  });
});
