import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { matchesAnyPattern } from "./name-pattern.ts";

test.each([
  ["API_KEY", "*KEY*", true],
  ["api_key", "*KEY*", true],
  ["KEY", "*KEY*", true],
  ["PATH", "P?TH", true],
  ["PTH", "P?TH", false],
  ["ABC", "AB", false],
  ["", "*", true],
  ["A.B", "A?B", true],
  ["A[B", "A[B", true],
  ["XAYAZ", "*A*AZ", true],
])("%s against %s: %s", (name, pattern, expected) => {
  expect(matchesAnyPattern(name, [pattern])).toBe(expected);
});

test("agrees with the regular expression of the same meaning", () => {
  const piece = fc.constantFrom("a", "B", "*", "?", "_");
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "b", "_"), { maxLength: 8 }),
      fc.array(piece, { maxLength: 6 }),
      (name, pattern) => {
        const meaning = pattern.map((part) => (part === "*" ? ".*" : part === "?" ? "." : part)).join("");
        expect(matchesAnyPattern(name.join(""), [pattern.join("")])).toBe(
          new RegExp(`^${meaning}$`, "i").test(name.join("")),
        );
      },
    ),
  );
});
