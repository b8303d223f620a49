import { expect, test } from "@jest/globals";
import { outputText } from "./output-text.ts";

test.each([
  ["UTF-8", Buffer.from("grün €"), "grün €"],
  ["empty", Buffer.alloc(0), ""],
  ["UTF-8 whose last character was cut", Buffer.from("grün €").subarray(0, -1), "grün "],
  ["UTF-8 whose first character was cut", Buffer.from("€ grün").subarray(1), " grün"],
  ["Windows-1252", Buffer.from([0x67, 0x72, 0xfc, 0x6e, 0x20, 0x80, 0x20]), "grün € "],
  ["a single byte of Latin-1 at the end", Buffer.from([0x61, 0x20, 0x62]), "a b"],
])("%s", (_, bytes, expected) => {
  expect(outputText(bytes)).toBe(expected);
});
