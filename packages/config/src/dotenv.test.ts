import { expect, test } from "@jest/globals";
import { parseDotenv } from "./dotenv.ts";

const parse = (text: string) => parseDotenv(text).map(({ name, value }) => `${name}=${value}`);

test("reads plain, quoted and exported variables", () => {
  expect(parse('A=1\n  export B = two words \nC=\'x # $y\'\nD="a\\nb \\"q\\""\nE=\nF=a=b\n')).toEqual([
    "A=1",
    "B=two words",
    "C=x # $y",
    'D=a\nb "q"',
    "E=",
    "F=a=b",
  ]);
});

test("knows comments and values over several lines", () => {
  expect(parse("# A=1\nB=2 # note\nC=x#y\nD='one\ntwo' # note\r\nE=5\r\nF=#nothing\n")).toEqual([
    "B=2",
    "C=x#y",
    "D=one\ntwo",
    "E=5",
    "F=",
  ]);
});

test("skips lines that it cannot read and goes on", () => {
  expect(parse("what is this\nA=\"open\n1B=2\nC=it's\nD=4\n")).toEqual(["D=4"]);
});

test("leaves out the program's own variables in any case", () => {
  expect(parse("CODEX_HOME=/x\ncodex_thing=1\nexport Codex_A=2\nMY_CODEX_=3\n")).toEqual(["MY_CODEX_=3"]);
});
