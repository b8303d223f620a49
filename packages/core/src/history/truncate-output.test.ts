import type { ToolOutputContent } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import {
  countLines,
  formatTruncated,
  truncateContent,
  truncateForHistory,
  truncateText,
} from "./truncate-output.ts";

test("a text within the budget is left alone", () => {
  expect(truncateText("12345678", { mode: "tokens", limit: 2 })).toBe("12345678");
  expect(truncateText("é".repeat(4), { mode: "bytes", limit: 8 })).toBe("éééé");
});

test("the middle goes and is counted in the policy's unit", () => {
  const text = "abcdefghijklmnopqrst";
  expect(truncateText(text, { mode: "bytes", limit: 7 })).toBe("abc…13 chars truncated…qrst");
  expect(truncateText(text, { mode: "tokens", limit: 2 })).toBe("abcd…3 tokens truncated…qrst");
});

test("characters are never cut in two", () => {
  const text = "a😀b😀c😀d";
  expect(truncateText(text, { mode: "bytes", limit: 9 })).toBe("a…4 chars truncated…😀d");
  expect(truncateText("ééééé", { mode: "bytes", limit: 3 })).toBe("…4 chars truncated…é");
});

test("no budget leaves the marker alone", () => {
  expect(truncateText("hello", { mode: "tokens", limit: 0 })).toBe("…2 tokens truncated…");
  expect(truncateText("", { mode: "tokens", limit: 0 })).toBe("");
});

test("the formatted form tells how many lines there were", () => {
  const text = `${"line\n".repeat(40)}`;
  expect(formatTruncated(text, { mode: "bytes", limit: 10 })).toBe(
    "Total output lines: 40\n\nline\n…190 chars truncated…line\n",
  );
  expect(formatTruncated("short", { mode: "bytes", limit: 10 })).toBe("short");
});

test.each([
  ["", 0],
  ["a", 1],
  ["a\n", 1],
  ["a\nb", 2],
  ["\n\n", 2],
])("counts the lines of %j", (text, lines) => {
  expect(countLines(text)).toBe(lines);
});

test("texts of a list share one budget and images are kept", () => {
  const image: ToolOutputContent = { type: "input_image", image_url: "data:image/png;base64,AAAA" };
  const text = (value: string): ToolOutputContent => ({ type: "input_text", text: value });
  expect(
    truncateContent([text("abcd"), text("0123456789"), image, text("x"), text("y")], {
      mode: "bytes",
      limit: 8,
    }),
  ).toEqual([text("abcd"), text("01…6 chars truncated…89"), image, text("[omitted 2 text items ...]")]);
});

test("history keeps a fifth more than the policy says", () => {
  const output = "x".repeat(12);
  const item = { type: "function_call_output" as const, call_id: "c", output };
  expect(truncateForHistory(item, { mode: "bytes", limit: 10 })).toBe(item);
  const cut = truncateForHistory({ ...item, output: `${output}y` }, { mode: "bytes", limit: 10 });
  expect(cut).toEqual({ ...item, output: "xxxxxx…1 chars truncated…xxxxxy" });
});

test("a message is recorded whole, however long", () => {
  const item = {
    type: "message" as const,
    role: "user",
    content: [{ type: "input_text" as const, text: "x".repeat(99) }],
  };
  expect(truncateForHistory(item, { mode: "bytes", limit: 1 })).toBe(item);
});
