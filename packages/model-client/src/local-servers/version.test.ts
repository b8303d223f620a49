import { expect, test } from "@jest/globals";
import { isOlderVersion } from "./version.ts";

test.each([
  ["0.13.3", true],
  ["v0.12.99", true],
  ["0.13.4-rc1", true],
  ["0.13.4", false],
  ["0.13.5-rc1", false],
  ["1.0.0", false],
  ["0.13", false],
  ["latest", false],
])("%s comes before 0.13.4: %s", (text, isOlder) => {
  expect(isOlderVersion(text, [0, 13, 4])).toBe(isOlder);
});
