import { expect, test } from "@jest/globals";
import { parsePromptFile } from "./parse-prompt-file.ts";

const none = { description: undefined, argumentHint: undefined };

test.each([
  ["no head", "body\n", { ...none, content: "body\n" }],
  ["an empty file", "", { ...none, content: "" }],
  [
    "both fields",
    "---\ndescription: \"Say: hi\"\nargument-hint: '[name]'\n---\nbody\n",
    { description: "Say: hi", argumentHint: "[name]", content: "body\n" },
  ],
  [
    "other spellings, comments, unknown keys and no newline at the end",
    "---\r\nDescription :  x \r\n# y: z\r\nargument_hint: h\r\nother\r\nmodel: m\r\n---\r\nbody",
    { description: "x", argumentHint: "h", content: "body" },
  ],
  [
    "quotes that do not match",
    "---\ndescription: \"x'\n---\n",
    { ...none, description: "\"x'", content: "" },
  ],
  ["a head without an end", "---\ndescription: x\n", { ...none, content: "---\ndescription: x\n" }],
  ["a line further down", "a\n---\nb\n---\n", { ...none, content: "a\n---\nb\n---\n" }],
])("%s", (_, text, expected) => {
  expect(parsePromptFile(text)).toEqual(expected);
});
