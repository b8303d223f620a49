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

test("what was taken out stays as it was while more comes in", () => {
  const capture = createCappedCapture(10_000);
  capture.push(Buffer.from("abc"));
  const early = capture.bytes();
  for (let count = 0; count < 9_000; count += 1) capture.push(Buffer.from("x"));
  expect(early.toString()).toBe("abc");
  expect(capture.bytes().toString()).toBe(`abc${"x".repeat(9_000)}`);
});
