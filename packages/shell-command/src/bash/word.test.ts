import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { resolveWord } from "./word.ts";

test.each([
  ["-del\\ete", ["-delete"]],
  ["-d{elete,epth}", ["-delete", "-depth"]],
  ["{a,b{c,d}}e", ["ae", "bce", "bde"]],
  ["{-f,}", ["-f", ""]],
  ["{a}", ["{a}"]],
  ["'{a,b}'", ["{a,b}"]],
  ["r''m", ["rm"]],
  ['"a\\"b"\'c\'\\ d', ['a"bc d']],
  ["$'r\\x6d\\t\\101\\u00e9\\''", ["rm\tAé'"]],
  ['$"rm"', ["rm"]],
  ["a\\\nb", ["ab"]],
  ['"a\\\nb"', ["ab"]],
  ["HEAD~1", ["HEAD~1"]],
  ["a$", ["a$"]],
])("%s is %j", (source, texts) => {
  expect(resolveWord(source)).toEqual(texts.map((text) => ({ text, isLiteral: true })));
});

test.each([
  ["$X", "$X"],
  ['"$DIR"/bin/rm', "$DIR/bin/rm"],
  ["*.txt", "*.txt"],
  ["[ab]", "[ab]"],
  ["~/x", "~/x"],
  ["`x`", "`x`"],
  ["{1..3}", "{1..3}"],
  ["{a},}", "{a},}"],
])("%s depends on the shell", (source, text) => {
  expect(resolveWord(source)).toEqual([{ text, isLiteral: false }]);
});

test.each(["{".repeat(60_000), "{}".repeat(30_000), `${"{".repeat(30_000)}${"}".repeat(30_000)}`])(
  "tens of thousands of braces are read in one pass: %#",
  (source) => {
    expect(resolveWord(source)).toHaveLength(1);
  },
);

test("too many brace words stay one word", () => {
  expect(resolveWord("{a,b}".repeat(20))).toHaveLength(1);
});

test("bash agrees wherever a word is called literal", () => {
  const sources = fc.string({ unit: fc.constantFrom(..."ab'\"\\{,}$x.-1~"), minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(sources, (source) => {
      const words = resolveWord(source);
      if (!words.every((word) => word.isLiteral)) return;
      const shell = spawnSync("bash", ["-c", `printf '%s\\0' x ${source}`], { encoding: "utf8" });
      if (shell.status !== 0 || shell.stderr !== "") return;
      const said = shell.stdout.split("\0").slice(1, -1);
      expect(words.map((word) => word.text).filter((text) => text !== "")).toEqual(
        said.filter((text) => text !== ""),
      );
    }),
    { numRuns: 120 },
  );
});
