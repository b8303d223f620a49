import type { MessageItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { prompts } from "../generated/prompts.ts";
import { isUserMessage } from "./context-message.ts";
import { patchInterceptMessage, turnAbortedMessage } from "./notice-messages.ts";
import { userText } from "./text-message.ts";

const image = { type: "input_image" as const, image_url: "data:," };
const withParts = (...content: MessageItem["content"]): MessageItem => ({ ...userText(""), content });

test.each([
  ["instructions", userText("# AGENTS.md instructions for /x\n\nrules")],
  ["legacy instructions", userText("<user_instructions>\nx")],
  ["a skill", userText("<skill>\n<name>n</name>")],
  ["the environment", userText("\n <ENVIRONMENT_CONTEXT>\nx")],
  ["an interrupt", turnAbortedMessage()],
  ["a patch warning", patchInterceptMessage("exec_command")],
  ["a sessions warning", userText(prompts["notes/too-many-sessions"])],
  ["an image that a tool added", withParts(image)],
  ["a message without content", withParts()],
  ["a user's command", userText("<user_shell_command>\n<command>")],
])("%s is ours", (_, message) => {
  expect(isUserMessage(message)).toBe(false);
});

test.each([
  ["plain words", userText("hello")],
  ["a tag in the middle", userText("what is <turn_aborted>?")],
  ["an image with words", withParts({ type: "input_text", text: "see" }, image)],
  ["two parts", withParts({ type: "input_text", text: "<skill" }, { type: "input_text", text: "x" })],
])("%s come from a user", (_, message) => {
  expect(isUserMessage(message)).toBe(true);
});

test("other roles are never a user's", () => {
  expect(isUserMessage({ ...userText("hello"), role: "developer" })).toBe(false);
});

test("the patch warning is the line that other programs look for", () => {
  expect(patchInterceptMessage("shell").content).toEqual([
    {
      type: "input_text",
      text: "Warning: apply_patch was requested via shell. Use the apply_patch tool instead of exec_command.",
    },
  ]);
});
