import type { ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { toChatMessages } from "./chat-messages.ts";

const said = (role: string, ...texts: readonly string[]): ResponseItem => ({
  type: "message",
  role,
  content: texts.map((text) => ({ type: role === "assistant" ? "output_text" : "input_text", text })),
});
const call = (id: string): ResponseItem => ({
  type: "function_call",
  name: "sh",
  arguments: "{}",
  call_id: id,
});
const output = (id: string, text: string): ResponseItem => ({
  type: "function_call_output",
  call_id: id,
  output: text,
});
const thought = (text: string): ResponseItem => ({
  type: "reasoning",
  summary: [],
  content: [{ type: "reasoning_text", text }],
});
const sent = (id: string) => ({ id, type: "function", function: { name: "sh", arguments: "{}" } });
const convert = (...items: readonly ResponseItem[]) => toChatMessages("Base.", items, "reasoning_content");

test("one system message comes first; later developer messages and neighbours become one user message", () => {
  expect(
    convert(
      said("developer", "Rules."),
      said("user", "# AGENTS.md"),
      said("user", "Go."),
      said("developer", "New."),
    ),
  ).toEqual([
    { role: "system", content: "Base.\n\nRules." },
    { role: "user", content: "# AGENTS.md\n\nGo.\n\nNew." },
  ]);
});

test("text and calls of one answer are one message, and the outputs follow it", () => {
  const items = [
    said("user", "q"),
    said("assistant", "Look."),
    call("a"),
    call("b"),
    output("a", "1"),
    output("b", "2"),
  ];
  expect(convert(...items, said("assistant", "Done.")).slice(1)).toEqual([
    { role: "user", content: "q" },
    { role: "assistant", content: "Look.", tool_calls: [sent("a"), sent("b")] },
    { role: "tool", tool_call_id: "a", content: "1" },
    { role: "tool", tool_call_id: "b", content: "2" },
    { role: "assistant", content: "Done." },
  ]);
});

test("reasoning goes back within its turn only, and never alone", () => {
  const before = [said("user", "q"), thought("old"), said("assistant", "x"), said("user", "next")];
  expect(
    convert(...before, thought("why"), call("a"), output("a", "1"), thought("unfinished")).slice(1),
  ).toEqual([
    { role: "user", content: "q" },
    { role: "assistant", content: "x" },
    { role: "user", content: "next" },
    { role: "assistant", content: null, reasoning_content: "why", tool_calls: [sent("a")] },
    { role: "tool", tool_call_id: "a", content: "1" },
  ]);
});

test("pictures: parts for the user's, a message of their own for a tool's", () => {
  const picture = { type: "input_image", image_url: "data:image/png;base64,xx" } as const;
  const part = { type: "image_url", image_url: { url: picture.image_url } };
  expect(
    convert(
      { type: "message", role: "user", content: [picture, { type: "input_text", text: "What?" }] },
      call("a"),
      { type: "function_call_output", call_id: "a", output: [picture] },
      said("assistant", "A cat."),
    ).slice(1),
  ).toEqual([
    { role: "user", content: [part, { type: "text", text: "What?" }] },
    { role: "assistant", content: null, tool_calls: [sent("a")] },
    { role: "tool", tool_call_id: "a", content: "(the picture follows)" },
    { role: "user", content: [part] },
    { role: "assistant", content: "A cat." },
  ]);
});

test("freeform calls travel as functions; what only the Responses API knows stays at home", () => {
  expect(
    convert(
      said("user", "q"),
      { type: "web_search_call", status: "completed" },
      { type: "compaction", encrypted_content: "x" },
      { type: "custom_tool_call", call_id: "p", name: "apply_patch", input: "*** Begin" },
      { type: "custom_tool_call_output", call_id: "p", output: "ok" },
    ).slice(2),
  ).toEqual([
    {
      role: "assistant",
      content: null,
      tool_calls: [
        { id: "p", type: "function", function: { name: "apply_patch", arguments: '{"input":"*** Begin"}' } },
      ],
    },
    { role: "tool", tool_call_id: "p", content: "ok" },
  ]);
});
