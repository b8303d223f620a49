import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { printPatch } from "../test/print-patch.ts";
import { diffLines } from "./line-diff.ts";
import { parsePatch } from "./parse.ts";
import type { Chunk, ChunkLine } from "./patch.ts";
import { describePlanFailure, planChanges } from "./plan-changes.ts";
import { splitLines } from "./text-lines.ts";

/** The text after the update body was applied, or the words of the failure. */
function plan(fileText: string, body: string): string {
  const parsed = parsePatch(`*** Begin Patch\n*** Update File: f\n${body}\n*** End Patch`);
  const hunk = parsed.ok ? parsed.patch.hunks[0] : undefined;
  if (hunk?.kind !== "update") throw new Error("the test's patch is not an update");
  const result = planChanges(fileText, hunk.chunks);
  return result.ok ? result.text : describePlanFailure(result.failure, "f");
}

test("replaces, removes and adds lines in order", () => {
  expect(plan("a\nb\nc\nd\n", "@@\n a\n-b\n+B\n+B2\n@@\n-d")).toBe("a\nB\nB2\nc\n");
});

test("removing every line gives an empty file", () => {
  expect(plan("a\nb\n", "-a\n-b")).toBe("");
});

test("a header moves the search behind the line it names", () => {
  expect(plan("f1\nx\nf2\nx\n", "@@ f2\n-x\n+y")).toBe("f1\nx\nf2\ny\n");
});

test("the next chunk is searched behind the previous one", () => {
  expect(plan("x\nx\nx\n", "@@\n-x\n+1\n@@\n-x\n+2")).toBe("1\n2\nx\n");
  expect(plan("a\nb\n", "@@\n-b\n@@\n-a")).toBe("Failed to find expected lines in f:\na");
});

test("says which header or lines are missing", () => {
  expect(plan("a\n", "@@ nope\n-a")).toBe("Failed to find context 'nope' in f");
  expect(plan("a\n", "-b\n c")).toBe("Failed to find expected lines in f:\nb\nc");
});

test("an addition without old lines goes under its header, without one to the end", () => {
  expect(plan("a\nb\nc\n", "@@ a\n+x")).toBe("a\nx\nb\nc\n");
  expect(plan("a\nb\n", "+x")).toBe("a\nb\nx\n");
  expect(plan("a\nb\n", "@@ a\n+x\n*** End of File")).toBe("a\nb\nx\n");
  expect(plan("", "+x")).toBe("x\n");
});

test("an addition at the end does not hold up a later chunk", () => {
  expect(plan("a\nb\n", "@@\n+end\n@@\n-a\n+A\n@@\n+very end")).toBe("A\nb\nend\nvery end\n");
});

test("an end-of-file chunk fits at the very end only", () => {
  expect(plan("x\ny\nx\n", "@@\n-x\n+z\n*** End of File")).toBe("x\ny\nz\n");
  expect(plan("x\ny\n", "@@\n-x\n+z\n*** End of File")).toBe("Failed to find expected lines in f:\nx");
  expect(plan("x\n", "@@\n-x\n-y\n*** End of File")).toBe("Failed to find expected lines in f:\nx\ny");
});

test("an end-of-file chunk may not reach into an earlier chunk", () => {
  expect(plan("a\nb\nc\n", "@@\n a\n-b\n+B\n@@\n-b\n-c\n*** End of File")).toMatch(/^Changes overlap in f/u);
});

test("a blank last context line that the file lacks is forgiven", () => {
  expect(plan("a\n", "-a\n+b\n")).toBe("b\n");
  expect(plan("a\n", " a\n\n+x")).toBe("a\n\nx\n");
  expect(plan("a\n", "-a\n-\n+b\n+")).toBe("b\n");
  expect(plan("a\nb\n", "@@ a\n+x\n")).toBe("a\nx\nb\n");
  expect(plan("a\nb\n", "@@\n+x\n")).toBe("x\na\nb\n");
  expect(plan("a\nb\nc\n", " a\n-b\n@@\n+x\n\n*** End of File")).toBe("a\nx\nc\n");
});

test("loosely matched context keeps the bytes of the file", () => {
  expect(plan("\tif a:  \n\t\tb\n", " if a:\n-  b\n+\t\tc")).toBe("\tif a:  \n\t\tc\n");
  expect(plan("say \u201chi\u201d \u2013 now\nend\n", ' say "hi" - now\n-end\n+END')).toBe(
    "say \u201chi\u201d \u2013 now\nEND\n",
  );
});

test("line endings stay, added lines take the usual one of the file", () => {
  expect(plan("a\r\nb\r\nc\r\n", " a\n-b\n+B")).toBe("a\r\nB\r\nc\r\n");
  expect(plan("a\r\nb\r\nc\n", " a\n+x")).toBe("a\r\nx\r\nb\r\nc\n");
  expect(plan("a\nb\r\nc\n", " a\n+x")).toBe("a\nx\nb\r\nc\n");
});

test("blank last lines and a missing last line feed stay", () => {
  expect(plan("a\nb\n\n\n", "-a\n+A")).toBe("A\nb\n\n\n");
  expect(plan("a\nb", "-a\n+A")).toBe("A\nb");
  expect(plan("a\nb", "+c")).toBe("a\nb\nc\n");
  expect(plan("a\nb", "-b\n+c")).toBe("a\nc\n");
});

test("NUL bytes, lone carriage returns and a byte-order mark are ordinary text", () => {
  expect(plan("\ufeffa\0\rb\nc\n", "-c\n+d")).toBe("\ufeffa\0\rb\nd\n");
});

test("many chunks in a long file of equal-looking lines are placed", () => {
  const lines = Array.from({ length: 100_000 }, (_, i) => (i % 2 === 0 ? "  }" : `  line ${i}`));
  const bodies = Array.from({ length: 2_000 }, (_, i) => `@@\n }\n-line ${i * 50 + 1}\n+LINE ${i * 50 + 1}`);
  const result = plan(`${lines.join("\n")}\n`, bodies.join("\n")).split("\n");
  const expected = lines.map((line, i) => (i % 50 === 1 ? `LINE ${i}` : line));
  expect(result).toEqual([...expected, ""]);
});

/** Chunks that turn one list of lines into the other, all lines in one chunk or one chunk per change. */
function chunksBetween(before: readonly string[], after: readonly string[], isWhole: boolean): Chunk[] {
  const of = (kind: ChunkLine["kind"], lines: readonly string[]): ChunkLine[] =>
    lines.map((text) => ({ kind, text }));
  const chunks: Chunk[] = [];
  let at = 0;
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of diffLines(before, after)) {
    const lines = [
      ...of("context", before.slice(at, beforeStart)),
      ...of("remove", before.slice(beforeStart, beforeEnd)),
      ...of("add", after.slice(afterStart, afterEnd)),
    ];
    chunks.push({ header: undefined, lines, isEndOfFile: false });
    at = beforeEnd;
  }
  const rest = of("context", before.slice(at));
  const all = { header: undefined, lines: [...chunks.flatMap((c) => c.lines), ...rest], isEndOfFile: true };
  return isWhole ? [all] : chunks;
}

test("a patch generated from two texts turns the one into exactly the other", () => {
  const line = fc.oneof(
    fc.constantFrom("", "}", "\tx", " x", "x ", "\u2013", "-"),
    fc.string({ maxLength: 4 }).map((text) => text.replace(/[\r\n]/gu, "")),
  );
  const lines = fc.array(line, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(lines, lines, fc.boolean(), fc.constantFrom("\n", "\r\n"), (before, after, isWhole, eol) => {
      const chunks = chunksBetween(before, after, isWhole);
      fc.pre(chunks.length > 0);
      // A chunk of additions alone stands for the end of the file when it has no header.
      fc.pre(chunks.every((chunk) => chunk.lines.some((part) => part.kind !== "add")));
      const parsed = parsePatch(
        printPatch({ hunks: [{ kind: "update", path: "f", movePath: undefined, chunks }] }),
      );
      const hunk = parsed.ok ? parsed.patch.hunks[0] : undefined;
      const text = (part: readonly string[]): string => part.map((item) => item + eol).join("");
      const result = planChanges(text(before), hunk?.kind === "update" ? hunk.chunks : []);
      expect(result).toEqual({ ok: true, text: text(after) });
    }),
    { numRuns: 300 },
  );
});

test("lines that a patch does not remove keep their bytes", () => {
  const endings = fc.constantFrom("\n", "\r\n");
  const line = fc.tuple(fc.constantFrom("a", " a", "a ", "b", "", "c\r", "\u2018c"), endings);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), fc.nat(), (parts, pick) => {
      const texts = parts.map(([text, ending]) => text + ending);
      const at = pick % parts.length;
      const lines: ChunkLine[] = splitLines(texts.slice(0, at + 1).join("")).map((part, i) => ({
        kind: i === at ? "remove" : "context",
        text: part.text,
      }));
      const result = planChanges(texts.join(""), [{ header: undefined, lines, isEndOfFile: false }]);
      expect(result).toEqual({ ok: true, text: texts.filter((_, i) => i !== at).join("") });
    }),
  );
});
