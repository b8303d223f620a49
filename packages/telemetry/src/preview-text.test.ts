import { expect, test } from "@jest/globals";
import { previewText } from "./preview-text.ts";

const CUT = "[... telemetry preview truncated ...]";

test("short texts stay whole", () => {
  const text = Array.from({ length: 64 }, (_, at) => `${at}`).join("\n");
  expect(previewText(text)).toBe(text);
});

test("long texts are cut by lines and by length", () => {
  const lines = Array.from({ length: 65 }, (_, at) => `${at}`);
  expect(previewText(lines.join("\n"))).toBe([...lines.slice(0, 64), CUT].join("\n"));
  expect(previewText("x".repeat(2049))).toBe(`${"x".repeat(2048)}\n${CUT}`);
});
