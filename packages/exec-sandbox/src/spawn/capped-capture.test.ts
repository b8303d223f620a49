import { expect, test } from "@jest/globals";
import { aggregateOutput, createCappedCapture } from "./capped-capture.ts";

test("keeps the first bytes", () => {
  const capture = createCappedCapture(5);
  for (const text of ["abc", "def", "ghi"]) capture.push(Buffer.from(text));
  expect(capture.bytes().toString()).toBe("abcde");
});

test.each([
  [4, 5, "oooo" + "eeeee"],
  [20, 20, "oooo" + "eeeeeeee"],
  [20, 2, "oooooooooo" + "ee"],
  [2, 20, "oo" + "eeeeeeeeee"],
])("aggregates %d and %d bytes into at most 12", (out, err, expected) => {
  expect(aggregateOutput(Buffer.alloc(out, "o"), Buffer.alloc(err, "e"), 12).toString()).toBe(expected);
});
