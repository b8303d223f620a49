import { expect, test } from "@jest/globals";
import { parseDotenv } from "./dotenv.ts";

const ENV = { HOME: "/me", A: "outer" };

/** The variables as `NAME=value`, and the lines that cannot be read. */
function parse(text: string) {
  const { entries, badLines } = parseDotenv(text, ENV);
  return [...entries.map(({ name, value }) => `${name}=${value}`), ...badLines];
}

test.each([
  ["A=1", "A=1"],
  ["  export B =  two # words", "B=two"],
  ["export=x", "export=x"],
  ["C='x # $y'", "C=x # $y"],
  ['D="a\\nb \\"q\\" \\$x"', 'D=a\nb "q" $x'],
  ["E=", "E="],
  ["E=#nothing", "E="],
  ["F=a=b#c", "F=a=b#c"],
  ["G=a\\ b\\", "G=a b"],
  ["H='it''s'\"x\"y", "H=itsxy"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: so the file writes it
  ["I=$HOME/x:${HOME}:$NONE:${NO}$", "I=/me/x:/me::"],
  ['J="$HOME"', "J=/me"],
  ["K='$HOME'", "K=$HOME"],
  ["\uFEFFL=1\r\n", "L=1"],
  ["M.N_1=ü", "M.N_1=ü"],
])("reads %j", (line, expected) => {
  expect(parse(`${line}\n`)).toEqual([expected]);
  expect(parse(line)).toEqual([expected]);
});

test("knows comments, values over several lines, and variables of the lines before", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: so the file writes it
  expect(parse("# A=1\n\nD='one\ntwo' # note\r\n  \nA=5\r\nA=${A}6\nB=$A\n")).toEqual([
    "D=one\ntwo",
    "A=5",
    "A=56",
    "B=56",
  ]);
});

test.each([
  "what is this",
  '"open',
  "A='open",
  'A="open',
  "1B=2",
  "=x",
  "C: x",
  "export C",
  "D=two words",
  "E='a' b",
  'F="\\t"',
  "G=\\x",
  "H=${open",
])("skips %j, tells where it was, and goes on", (line) => {
  expect(parse(`# first\n${line}\nZ=4\n`)).toEqual(["Z=4", 2]);
});

test("counts lines behind values over several lines", () => {
  expect(parse("A='x\ny\nz'\nbad\nB=1\n\nworse\n")).toEqual(["A=x\ny\nz", "B=1", 4, 7]);
});

test("leaves out the program's own variables in any case", () => {
  expect(parse("CODEX_HOME=/x\ncodex_thing=1\nexport Codex_A=2\nMY_CODEX_=3\n")).toEqual(["MY_CODEX_=3"]);
});
