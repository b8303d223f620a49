import type { ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { userText } from "../messages/text-message.ts";
import { replaceRejectedImages } from "./strip-images.ts";

const image = { type: "input_image" as const, image_url: "data:image/png;base64,AA" };
const output: ResponseItem = { type: "function_call_output", call_id: "a", output: [image] };
const viewed: ResponseItem = { type: "message", role: "user", content: [image] };

test.each([
  ["a tool output", output],
  ["a viewed image", viewed],
])("%s loses its image", (_, item) => {
  const before = [userText("look"), item];
  const after = replaceRejectedImages(before);
  expect(after).toHaveLength(2);
  expect(JSON.stringify(after)).not.toContain("input_image");
  expect(before[1]).toBe(item);
});

test("an image that the user attached is the user's to take back", () => {
  const attached: ResponseItem = {
    type: "message",
    role: "user",
    content: [{ type: "input_text", text: "what is this?" }, image],
  };
  expect(replaceRejectedImages([output, attached])).toBeUndefined();
  expect(replaceRejectedImages([])).toBeUndefined();
});
