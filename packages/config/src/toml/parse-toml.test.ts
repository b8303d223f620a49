import { expect, test } from "@jest/globals";
import { parseToml } from "./parse-toml.ts";

test("parses documents, with integers of any size", () => {
  expect(parseToml("a = 1\nb = 9223372036854775807\n")).toEqual({
    ok: true,
    table: { a: 1, b: 9223372036854775807n },
  });
});

test.each([
  ["1979-05-27", "1979-05-27"],
  ["07:32:00.120", "07:32:00.12"],
  ["1979-05-27 07:32:00", "1979-05-27T07:32:00"],
  ["1979-05-27t07:32:00.000z", "1979-05-27T07:32:00Z"],
  ["1979-05-27T07:32:00.5+01:00", "1979-05-27T07:32:00.5+01:00"],
])("gives the date or time %s as text", (written, text) => {
  const { table } = Object(parseToml(`__proto__ = ${written}\na = [{ b = ${written} }]\n`));
  expect(Object.getOwnPropertyDescriptor(table, "__proto__")?.value).toBe(text);
  expect(table.a).toEqual([{ b: text }]);
});

test.each([
  ["lists", (depth: number) => `# x\na = ${"[".repeat(depth)}${"]".repeat(depth)}\n`],
  ["a dotted key", (depth: number) => `# x\n${Array(depth).fill("a").join(".")} = 1\n`],
  ["a header", (depth: number) => `# x\n[${Array(depth).fill("a").join(".")}]\n`],
])("%s can be 80 levels deep, and not much deeper", (_name, build) => {
  expect(parseToml(build(80))).toMatchObject({ ok: true });
  for (const depth of [82, 3000]) expect(parseToml(build(depth))).toMatchObject({ ok: false, line: 2 });
});

test("says what is wrong and where, counting characters", () => {
  expect(parseToml("a = 1\n[b\nc = 2\n")).toMatchObject({ ok: false, line: 2, column: 3 });
  expect(parseToml('a = "🙂" b\n')).toMatchObject({ ok: false, line: 1, column: 9 });
});

test("points behind the last character where the end is the fault", () => {
  expect(parseToml("x = [\n\n")).toEqual({
    ok: false,
    message: "invalid value (the file ends here)",
    line: 1,
    column: 6,
  });
});

test.each([
  ['model = "a\nb = 1\n', 1, "this string is not closed; put the same quote at its end"],
  ['a = "\u0001"\n', 1, "control characters are not allowed in strings; write this one as \\uXXXX"],
  ["a = '''x\n", 1, "this string is not closed; put the same quote, or quotes, at its end"],
  ["# a\na = 1\nb = 2\na = 3\n", 4, "the key `a` is set already, first in line 2; keep one of the two"],
  ["a = 1\n[x]\na = 2\na = 3\n", 4, "the key `a` is set already, first in line 3; keep one of the two"],
  ["a.b = 1\na = 2\n", 2, "the key `a` is set already; keep one of the two"],
  [
    "[x]\na = 1\n[x]\nb = 1\n",
    3,
    "the table `[x]` is there already, first in line 1; put its keys together, or take one away",
  ],
  ["a = hello\nb = 1\n", 1, "`hello` is no value; text stands in quotes"],
  ["a = True\n", 1, "`True` is no value; write `true`"],
  ["a = “x”\n", 1, "these are no quotes of TOML; write \" or '"],
  ["a =\nb = 1\n", 1, "the value behind `=` is missing"],
  ["a\nb = 1\n", 1, "`=` and a value are missing behind `a`"],
  ["a : 1\n", 1, "write `=` behind a key, not `:`"],
  ["a b = 1\n", 1, "a key of other characters than letters, digits, `-` and `_` stands in quotes"],
  ["[b\nc = 2\n", 1, "the closing `]` is missing"],
  ['a = "C:\\Users"\n', 1, expect.stringMatching(/^this backslash begins no known escape; write it twice/)],
  ['a = "x" b\n', 1, "there is more behind the value; begin a new line, or put all of it in quotes"],
  ["a = 01\n", 1, "illegal leading zero"],
])("says in a sentence what is wrong with %j", (text, line, message) => {
  expect(parseToml(text)).toMatchObject({ ok: false, line, message });
});
