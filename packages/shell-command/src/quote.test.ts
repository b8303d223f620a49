import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { joinArgv, splitWords } from "./quote.ts";

test.each([
  [["/bin/bash", "-lc", "echo hi"], "/bin/bash -lc 'echo hi'"],
  [[""], "''"],
  [["it's"], `"it's"`],
  [["x\ny"], "'x\ny'"],
  [["é"], "'é'"],
  [["a,b", "a@b", "]", "a=b"], "'a,b' a@b ] 'a=b'"],
  [["a^b"], "a'^b'"],
  [["a\\b"], '"a\\\\b"'],
  [[`a'b"c`], `"a'b\\"c"`],
  [[`it's "q" $x`], `"it's \\"q\\" "'$x'`],
  [["a'b\\c!"], `"a'b\\\\c"'!'`],
  [[`'a!b^c"d'`], `"'a"'!b''^c"d'"'"`],
  [[`"$\`\\`], `'"$\`'"\\\\"`],
  [["\n'"], `"\n'"`],
  [["a", "b\0"], "<command included NUL byte>"],
])("%j is shown as 0.99.0 shows it", (argv, shown) => {
  expect(joinArgv(argv)).toBe(shown);
});

test.each([
  ['a \'b c\' "d\\"e"  f\\ g', ["a", "b c", 'd"e', "f g"]],
  ["a # rest 'open\nb#c", ["a", "b#c"]],
  ["'' \"\"", ["", ""]],
  ['"a\\b\\$c"', ["a\\b$c"]],
  ["a\\\nb", ["ab"]],
  ["", []],
])("%j is split", (text, words) => {
  expect(splitWords(text)).toEqual(words);
});

test.each(["'open", '"open', "open\\", 'a"b\\"'])("%j is left open", (text) => {
  expect(splitWords(text)).toBeUndefined();
});

const words = fc.array(
  fc.oneof(
    fc.string({ unit: fc.constantFrom(..."ab '\"\\$`!^~*{}=,\n\t#") }),
    fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", "")),
  ),
  { minLength: 1, maxLength: 5 },
);

test("splitting what was joined gives the words back", () => {
  fc.assert(fc.property(words, (argv) => expect(splitWords(joinArgv(argv))).toEqual(argv)));
});

test("bash reads the joined line as the same words", () => {
  fc.assert(
    fc.property(words, (argv) => {
      const { stdout } = spawnSync("bash", ["-c", `printf '%s\\0' ${joinArgv(argv)}`], { encoding: "utf8" });
      expect(stdout.split("\0").slice(0, -1)).toEqual(argv);
    }),
    { numRuns: 40 },
  );
});
