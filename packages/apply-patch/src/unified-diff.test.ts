import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { inTempDir } from "../test/temp-dir.ts";
import { unifiedDiff } from "./unified-diff.ts";

const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) => `${from + i}\n`).join("");

test("equal texts have no diff", () => {
  expect(unifiedDiff("a\n", "a\n", { contextLines: 3 })).toBe("");
});

test("changes whose context touches share a hunk", () => {
  const before = numbers(1, 12);
  const after = before.replace("3\n", "three\n").replace("6\n", "").replace("9\n", "9\n9b\n");
  expect(unifiedDiff(before, after, { contextLines: 1 })).toBe(
    "@@ -2,6 +2,5 @@\n 2\n-3\n+three\n 4\n 5\n-6\n 7\n@@ -9,2 +8,3 @@\n 9\n+9b\n 10\n",
  );
});

test("ranges of one and of no line are written as diff writes them", () => {
  expect(unifiedDiff("", "x\n", { contextLines: 3 })).toBe("@@ -0,0 +1 @@\n+x\n");
  expect(unifiedDiff("a\nb\n", "", { contextLines: 3 })).toBe("@@ -1,2 +0,0 @@\n-a\n-b\n");
  expect(unifiedDiff("m\n", "n\n", { contextLines: 1 })).toBe("@@ -1 +1 @@\n-m\n+n\n");
});

test("missing last line feeds are marked, carriage returns kept", () => {
  expect(unifiedDiff("a\r\nb", "a\r\nb\n", { contextLines: 1 })).toBe(
    "@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+b\n",
  );
});

/** Applies a diff with git, as a check that its format is the real one. */
async function applyWithGit(dir: string, before: string, diff: string): Promise<string> {
  await writeFile(path.join(dir, "f"), before);
  const argv = ["apply", "--unidiff-zero", "--whitespace=nowarn", "-"];
  await new Promise<void>((resolve, reject) => {
    const child = execFile("git", argv, { cwd: dir }, (error) => (error ? reject(error) : resolve()));
    child.stdin?.end(`--- a/f\n+++ b/f\n${diff}`);
  });
  return await readFile(path.join(dir, "f"), "utf8");
}

test("git applies the diff of any two texts", async () => {
  const text = fc
    .tuple(
      fc.array(fc.constantFrom("a", "b", "c", "", "-x", "+y"), { minLength: 1, maxLength: 30 }),
      fc.boolean(),
    )
    .map(([lines, isClosed]) => lines.join("\n") + (isClosed || lines.at(-1) === "" ? "\n" : ""));
  await inTempDir(async (dir) => {
    await fc.assert(
      fc.asyncProperty(text, text, fc.nat({ max: 3 }), async (before, after, contextLines) => {
        fc.pre(before !== after);
        // Without context, git does not even apply its own diff of a text that lacks the last line feed.
        fc.pre(contextLines > 0 || (before.endsWith("\n") && after.endsWith("\n")));
        const diff = unifiedDiff(before, after, { contextLines });
        expect(await applyWithGit(dir, before, diff)).toBe(after);
      }),
      { numRuns: 60 },
    );
  });
});
