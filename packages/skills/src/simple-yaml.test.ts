import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { readSimpleYaml } from "./simple-yaml.ts";

test.each([
  "name: a\ndescription: b c, d - e!",
  "name: \"a 'b'\"\ndescription: 'c \"d\"'",
  "a: b\nmetadata:\n  short-description: c\n  x: d\nlast: e",
  "a: http://example.com/x#y",
  "a: x:y",
])("%j is read as a parser would", (source) => {
  expect(readSimpleYaml(source)).toEqual(parse(source));
});

test.each([
  "a: [b]",
  "a: {b: c}",
  "a: |\n  b",
  "a: &x b",
  "a: b # c",
  "a: b\n  c",
  "- a",
  "a:\n  - b",
  "a:\n  b:\n    c: d",
  'a: "b\\n"',
  "a: 'it''s'",
  "a: b\na: c",
  "a: null",
  "a:b",
  "# comment",
])("%j is left to the parser", (source) => {
  expect(readSimpleYaml(source)).toBeUndefined();
});
