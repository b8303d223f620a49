import { expect, test } from "@jest/globals";
import { visibleText, visibleValue } from "./visible-text.ts";

test("what a terminal would carry out is shown, tabs and line ends stay", () => {
  expect(visibleText("a\tb\r\nc\u001b[2J\u001b]0;t\u0007\rd\u007f\u009b1m é ☺")).toBe(
    "a\tb\nc\\x1b[2J\\x1b]0;t\\x07\\x0dd\\x7f\\x9b1m é ☺",
  );
});

test("all texts of a value are made visible", () => {
  expect(visibleValue({ a: ["\u001b", 1, null], b: { c: "\u0000" } })).toEqual({
    a: ["\\x1b", 1, null],
    b: { c: "\\x00" },
  });
});
