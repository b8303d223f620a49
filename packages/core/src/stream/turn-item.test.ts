import type { ResponseItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { developerText, userText } from "../messages/text-message.ts";
import { toTurnItem } from "./turn-item.ts";
import { webSearchDetail } from "./web-search-detail.ts";

const newId = () => "made";

test("a user message shows its texts and images without the tags around them", () => {
  const item: ResponseItem = {
    type: "message",
    role: "user",
    content: [
      { type: "input_text", text: "<image name=[Image #1]>" },
      { type: "input_image", image_url: "data:," },
      { type: "input_text", text: "</image>" },
      { type: "input_text", text: "what is it?" },
      { type: "input_text", text: "</image>" },
    ],
  };
  expect(toTurnItem(item, newId)).toEqual({
    type: "UserMessage",
    id: "made",
    content: [
      { type: "image", image_url: "data:," },
      { type: "text", text: "what is it?", text_elements: [] },
      { type: "text", text: "</image>", text_elements: [] },
    ],
  });
});

test("our own messages are not shown", () => {
  expect(toTurnItem(developerText("rules"), newId)).toBeUndefined();
  expect(toTurnItem(userText("# AGENTS.md instructions for /x\n\nrules"), newId)).toBeUndefined();
  expect(toTurnItem(userText("<skill>\n<name>x</name>"), newId)).toBeUndefined();
  expect(toTurnItem(userText("  <Turn_Aborted>\nx"), newId)).toBeUndefined();
});

test("assistant messages keep id and phase", () => {
  const item: ResponseItem = {
    type: "message",
    id: "msg_1",
    role: "assistant",
    phase: "final_answer",
    content: [
      { type: "output_text", text: "a" },
      { type: "output_text", text: "b" },
    ],
  };
  expect(toTurnItem(item, newId)).toEqual({
    type: "AgentMessage",
    id: "msg_1",
    phase: "final_answer",
    content: [
      { type: "Text", text: "a" },
      { type: "Text", text: "b" },
    ],
  });
});

test("reasoning without raw content", () => {
  const item: ResponseItem = {
    type: "reasoning",
    summary: [{ type: "summary_text", text: "s" }],
    content: null,
  };
  expect(toTurnItem(item, newId)).toEqual({
    type: "Reasoning",
    id: "made",
    summary_text: ["s"],
    raw_content: [],
  });
});

test.each([
  [{ type: "search", query: "cats", queries: ["cats", "dogs"] }, "cats"],
  [{ type: "search", queries: ["cats", "dogs"] }, "cats ..."],
  [{ type: "search", queries: ["cats"] }, "cats"],
  [{ type: "search" }, ""],
  [{ type: "open_page", url: "https://x" }, "https://x"],
  [{ type: "find_in_page", url: "https://x", pattern: "y" }, "'y' in https://x"],
  [{ type: "find_in_page", pattern: "y" }, "'y'"],
  [{ type: "find_in_page", url: "https://x" }, "https://x"],
  [{ type: "other" }, ""],
])("the detail of %j", (action, detail) => {
  expect(webSearchDetail(action)).toBe(detail);
  expect(toTurnItem({ type: "web_search_call", id: "w", action }, newId)).toEqual({
    type: "WebSearch",
    id: "w",
    query: detail,
    action,
  });
});
