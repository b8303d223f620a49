import { expect, test } from "@jest/globals";
import { toCallOutput } from "./call-output.ts";

const words = { type: "text", text: "look" };
const picture = { type: "image", data: "AAAA", mimeType: "image/png" };

test("structured content comes before all parts", () => {
  expect(toCallOutput({ content: [picture], structuredContent: { a: 1 } }, true)).toBe('{"a":1}');
  expect(toCallOutput({ content: [words], structuredContent: null }, true)).toBe(JSON.stringify([words]));
});

test("images make the answer a list", () => {
  const other = { type: "resource_link", uri: "mem://a" };
  const untyped = { type: "image", data: "BBBB" };
  expect(toCallOutput({ content: [words, picture, untyped, other] }, true)).toEqual([
    { type: "input_text", text: "look" },
    { type: "input_image", image_url: "data:image/png;base64,AAAA" },
    { type: "input_image", image_url: "data:application/octet-stream;base64,BBBB" },
    { type: "input_text", text: JSON.stringify(other) },
  ]);
});

test("a model that takes no images is told that there was one", () => {
  const output = toCallOutput({ content: [words, picture] }, false);
  expect(JSON.parse(String(output))).toEqual([
    words,
    { type: "text", text: expect.stringContaining("image") },
  ]);
});
