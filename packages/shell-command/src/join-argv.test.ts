import { spawnSync } from "node:child_process";
import { splitWords } from "@codex-ts/std";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { joinArgv } from "./join-argv.ts";

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
