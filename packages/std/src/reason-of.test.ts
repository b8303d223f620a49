import { expect, test } from "@jest/globals";
import { reasonOf } from "./reason-of.ts";

test.each([
  [new TypeError("no"), "no"],
  ["text", "text"],
  [undefined, "undefined"],
])("%p says %j", (thrown, reason) => {
  expect(reasonOf(thrown)).toBe(reason);
});
