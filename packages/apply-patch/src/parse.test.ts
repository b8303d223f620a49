import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { printPatch } from "../test/print-patch.ts";
import { formatSyntaxErrorForCli, formatSyntaxErrorForTool, parsePatch } from "./parse.ts";
import type { Chunk, ChunkLine, Hunk, Patch } from "./patch.ts";

function hunksOf(text: string): readonly Hunk[] {
  const result = parsePatch(text);
  if (!result.ok) throw new Error(`line ${result.error.line}: ${result.error.message}`);
  return result.patch.hunks;
}

function chunksOf(body: string): readonly Chunk[] {
  const [hunk] = hunksOf(`*** Begin Patch\n*** Update File: f\n${body}\n*** End Patch`);
  return hunk?.kind === "update" ? hunk.chunks : [];
}

function cliError(text: string): string {
  const result = parsePatch(text);
  return result.ok ? "no error" : formatSyntaxErrorForCli(result.error);
}

const updateError = (body: string): string =>
  cliError(`*** Begin Patch\n*** Update File: f\n${body}\n*** End Patch`);

test("reads the three kinds of hunk, with move and headers", () => {
  const text = `*** Begin Patch
*** Add File: new/a.txt
+one
+
*** Delete File: old.txt
*** Update File: src/x.ts
*** Move to: src/y.ts
@@ class X {
 keep
-out
+in
@@
+tail
*** End of File
*** End Patch
`;
  expect(hunksOf(text)).toEqual([
    { kind: "add", path: "new/a.txt", lines: ["one", ""] },
    { kind: "delete", path: "old.txt" },
    {
      kind: "update",
      path: "src/x.ts",
      movePath: "src/y.ts",
      chunks: [
        {
          header: "class X {",
          isEndOfFile: false,
          lines: [
            { kind: "context", text: "keep" },
            { kind: "remove", text: "out" },
            { kind: "add", text: "in" },
          ],
        },
        { header: undefined, isEndOfFile: true, lines: [{ kind: "add", text: "tail" }] },
      ],
    },
  ]);
});

test.each(["<<EOF", "<<'EOF'", '<<"EOF"'])("takes a heredoc that starts with %s off", (start) => {
  const text = `${start}\n*** Begin Patch\n*** Delete File: a\n*** End Patch\nEOF\n`;
  expect(hunksOf(text)).toEqual([{ kind: "delete", path: "a" }]);
});

test("a heredoc with a half quote is no heredoc", () => {
  expect(cliError(`<<EOF"\n*** Begin Patch\n*** Delete File: a\n*** End Patch\nEOF`)).toBe(
    "Invalid patch: The first line of the patch must be '*** Begin Patch'",
  );
});

test("accepts carriage returns, space around the text, the markers and hunk headers", () => {
  const text =
    "\n  *** Begin Patch \r\n  *** Add File: a \r\n+x\r\n   *** Delete File: b\r\n *** End Patch\r\n\n";
  expect(hunksOf(text)).toEqual([
    { kind: "add", path: "a", lines: ["x"] },
    { kind: "delete", path: "b" },
  ]);
});

test("a byte-order mark is text, a next-line character blank space", () => {
  const patch = "*** Begin Patch\n*** Delete File: a\u0085\n*** End Patch";
  expect(hunksOf(`\u0085${patch}`)).toEqual([{ kind: "delete", path: "a" }]);
  expect(cliError(`\ufeff${patch}`)).toBe(
    "Invalid patch: The first line of the patch must be '*** Begin Patch'",
  );
});

test("an added file may be empty and a patch may have no hunks", () => {
  expect(hunksOf("*** Begin Patch\n*** Add File: a\n*** End Patch")).toEqual([
    { kind: "add", path: "a", lines: [] },
  ]);
  expect(hunksOf("*** Begin Patch\n*** End Patch")).toEqual([]);
});

test("the first chunk needs no marker, blank lines before a chunk are skipped", () => {
  expect(chunksOf("\n  \n-a\n*** End of File\n\n@@\n+b")).toEqual([
    { header: undefined, isEndOfFile: true, lines: [{ kind: "remove", text: "a" }] },
    { header: undefined, isEndOfFile: false, lines: [{ kind: "add", text: "b" }] },
  ]);
});

test("an empty line in a chunk is an empty context line; headers keep their spaces", () => {
  expect(chunksOf("@@   def f():  \n a\n\n+b")).toEqual([
    {
      header: "  def f():  ",
      isEndOfFile: false,
      lines: [
        { kind: "context", text: "a" },
        { kind: "context", text: "" },
        { kind: "add", text: "b" },
      ],
    },
  ]);
});

test.each([
  ["x", "Invalid patch: The first line of the patch must be '*** Begin Patch'"],
  ["<<EOF\n*** Begin Patch\nEOF", "Invalid patch: The first line of the patch must be '*** Begin Patch'"],
  ["*** Begin Patch\nx", "Invalid patch: The last line of the patch must be '*** End Patch'"],
  [
    "*** Begin Patch\n*** Frob File: a\n*** End Patch",
    "Invalid patch hunk on line 2: '*** Frob File: a' is not a valid hunk header. Valid hunk headers: '*** Add File: {path}', '*** Delete File: {path}', '*** Update File: {path}'",
  ],
  [
    "*** Begin Patch\n*** Add File: a\n+x\n\n*** End Patch",
    "Invalid patch hunk on line 4: '' is not a valid hunk header. Valid hunk headers: '*** Add File: {path}', '*** Delete File: {path}', '*** Update File: {path}'",
  ],
])("refuses %j", (text, message) => {
  expect(cliError(text)).toBe(message);
});

test.each([
  ["*** End of File", "Invalid patch hunk on line 2: Update file hunk for path 'f' is empty"],
  ["*** Move to: g", "Invalid patch hunk on line 2: Update file hunk for path 'f' is empty"],
  ["*** Move to: \n+a", "Invalid patch hunk on line 3: '*** Move to:' names no path"],
  ["@@", "Invalid patch hunk on line 4: Update hunk does not contain any lines"],
  ["@@\n*** End of File", "Invalid patch hunk on line 4: Update hunk does not contain any lines"],
  [
    "@@ one\n@@ two\n+a",
    "Invalid patch hunk on line 4: Unexpected line found in update hunk: '@@ two'. Every line should start with ' ' (context line), '+' (added line), or '-' (removed line)",
  ],
  [
    "-a\n+b\nstray",
    "Invalid patch hunk on line 5: Expected update hunk to start with a @@ context marker, got: 'stray'",
  ],
])("refuses an update of %j", (body, message) => {
  expect(updateError(body)).toBe(message);
});

test("words an error for the tool", () => {
  const wordings = ["x", "*** Begin Patch\nx\n*** End Patch"].map((text) => {
    const result = parsePatch(text);
    return result.ok ? "" : formatSyntaxErrorForTool(result.error).slice(0, 45);
  });
  expect(wordings).toEqual([
    "invalid patch: The first line of the patch mu",
    "invalid hunk at line 2, 'x' is not a valid hu",
  ]);
});

const lineText = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replace(/[\r\n]/gu, "_"));
const filePath = fc.stringMatching(/^[a-z]{1,6}(\/[a-z .]{0,5}[a-z])?$/u);
const chunkLine: fc.Arbitrary<ChunkLine> = fc.record({
  kind: fc.constantFrom("context", "remove", "add"),
  text: lineText,
});
const chunk: fc.Arbitrary<Chunk> = fc.record({
  header: fc.option(lineText, { nil: undefined }),
  lines: fc.array(chunkLine, { minLength: 1, maxLength: 6 }),
  isEndOfFile: fc.boolean(),
});
const hunk: fc.Arbitrary<Hunk> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), path: filePath, lines: fc.array(lineText) }),
  fc.record({ kind: fc.constant("delete" as const), path: filePath }),
  fc.record({
    kind: fc.constant("update" as const),
    path: filePath,
    movePath: fc.option(filePath, { nil: undefined }),
    chunks: fc.array(chunk, { minLength: 1, maxLength: 4 }),
  }),
);
const patches: fc.Arbitrary<Patch> = fc.record({ hunks: fc.array(hunk, { maxLength: 5 }) });

test("what is printed is read back the same", () => {
  fc.assert(
    fc.property(patches, (patch) => {
      expect(parsePatch(printPatch(patch))).toEqual({ ok: true, patch });
    }),
  );
});

test("any text gives a patch or an error, never an exception", () => {
  const lines = fc.constantFrom(
    "*** Begin Patch",
    "*** End Patch",
    "*** Update File: a",
    "*** Move to: b",
    "*** End of File",
    "@@",
    "@@ x",
    "+",
    "-a",
    " ",
    "",
    "***",
    "\0",
    "EOF",
    "<<EOF",
  );
  fc.assert(
    fc.property(fc.array(lines), (text) => {
      const result = parsePatch(["*** Begin Patch", ...text, "*** End Patch"].join("\n"));
      expect(typeof result.ok).toBe("boolean");
    }),
  );
});
