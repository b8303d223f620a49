import type { ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { assistantText, messageText, userText } from "./text-message.ts";

test("texts are read from the messages that have them", () => {
  const answer: ResponseItem = {
    type: "message",
    role: "assistant",
    content: [
      { type: "output_text", text: "a" },
      { type: "output_text", text: "b" },
    ],
  };
  expect(assistantText(answer)).toBe("ab");
  expect(assistantText(userText("a"))).toBeUndefined();
  expect(messageText(answer)).toBe("a\nb");
  expect(messageText({ ...answer, content: [{ type: "input_image", image_url: "data:," }] })).toBe("");
});
