import { expect, test } from "@jest/globals";
import { maskCode } from "./mask-code.ts";

test.each([
  ["line comment", "a // import x from 'y'\nb", "a                     \nb"],
  ["block comment over lines", "a /* x\ny */ b", "a     \n     b"],
  ["comment that never ends", "a /* x", "a     "],
  ["string with an escaped quote", String.raw`f("a\"b", 'c')`, `f("    ", ' ')`],
  ["regular expression with a quote and a slash in a class", `x = /["/]/g; y`, `x =       g; y`],
  ["division", "a / b / c", "a / b / c"],
  ["regular expression after return", "return /'/.test(s)", "return    .test(s)"],
  ["template with a nested template", "`x#{ f(`y#{z}`) }w` + q", "` #{ f(` #{z}`) } ` + q"],
  ["braces inside a template expression", "`#{ { a: 1 }.a }` b", "`#{ { a: 1 }.a }` b"],
  ["slashes inside a string", `"http://x" + y`, `"        " + y`],
])("%s", (_name, written, expected) => {
  // A sign of its own for the dollar, so that these are no template placeholders here.
  const text = written.replaceAll("#", "$");
  const { code } = maskCode(text);
  expect(code).toBe(expected.replaceAll("#", "$"));
  expect(code).toHaveLength(text.length);
});

test("gives strings with their places", () => {
  expect(maskCode(`f("a", 'b\\'c')`).strings).toEqual([
    { start: 2, value: "a" },
    { start: 7, value: "b\\'c" },
  ]);
});
