import { expect, test } from "@jest/globals";
import { splitWords } from "./split-words.ts";

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
