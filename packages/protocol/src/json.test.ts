import { expect, test } from "@jest/globals";
import { parseJsonObject } from "./json.ts";

test.each([
  ['{"a":[1]}', { a: [1] }],
  ["{}", {}],
  ["[]", undefined],
  ["null", undefined],
  ['"text"', undefined],
  ["{", undefined],
  ["", undefined],
])("%j holds %j", (text, value) => {
  expect(parseJsonObject(text)).toEqual(value);
});
