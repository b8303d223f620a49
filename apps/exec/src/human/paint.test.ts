import { expect, test } from "@jest/globals";
import { createPaint, wantsColor } from "./paint.ts";

test("without colours a text stays as it is", () => {
  expect(createPaint(false)(["bold", "red"], "x")).toBe("x");
  expect(createPaint(true)("red", "x")).toBe("\u001b[31mx\u001b[39m");
});

test.each([
  ["always", false, {}, true],
  ["never", true, { FORCE_COLOR: "1" }, false],
  ["auto", true, {}, true],
  ["auto", false, {}, false],
  ["auto", false, { FORCE_COLOR: "1" }, true],
  ["auto", false, { CLICOLOR_FORCE: "1" }, true],
  ["auto", true, { CLICOLOR_FORCE: "0", NO_COLOR: "1" }, false],
  ["auto", true, { NO_COLOR: "1" }, false],
  ["auto", true, { TERM: "dumb" }, false],
] as const)("--color %s, terminal %s, %j: %s", (choice, isTerminal, env, expected) => {
  expect(wantsColor(choice, isTerminal, env)).toBe(expected);
});
