import type { EventMsg, TurnItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { legacyTwins } from "./legacy-events.ts";

const place = { thread_id: "t", turn_id: "1" };
const completed = (item: TurnItem): EventMsg => ({ type: "item_completed", ...place, item });
const hidden = { showRawReasoning: false };

test("texts of a user message are joined and their ranges move along", () => {
  const element = { byte_range: { start: 0, end: 2 }, placeholder: null };
  const item: TurnItem = {
    type: "UserMessage",
    id: "u",
    content: [
      { type: "text", text: "é ", text_elements: [] },
      { type: "local_image", path: "/a.png" },
      { type: "text", text: "xy", text_elements: [element] },
      { type: "image", image_url: "data:," },
    ],
  };
  expect(legacyTwins(completed(item), hidden)).toEqual([
    {
      type: "user_message",
      message: "é xy",
      images: ["data:,"],
      local_images: ["/a.png"],
      text_elements: [{ byte_range: { start: 3, end: 5 }, placeholder: null }],
    },
  ]);
});

test("raw reasoning of an item is told only when it is asked for", () => {
  const item: TurnItem = { type: "Reasoning", id: "r", summary_text: ["a", "b"], raw_content: ["raw"] };
  const summaries = [
    { type: "agent_reasoning", text: "a" },
    { type: "agent_reasoning", text: "b" },
  ];
  expect(legacyTwins(completed(item), hidden)).toEqual(summaries);
  expect(legacyTwins(completed(item), { showRawReasoning: true })).toEqual([
    ...summaries,
    { type: "agent_reasoning_raw_content", text: "raw" },
  ]);
});

test("deltas have twins whatever is shown", () => {
  const delta = { ...place, item_id: "i", delta: "x" };
  expect(legacyTwins({ type: "agent_message_content_delta", ...delta }, hidden)).toEqual([
    { type: "agent_message_delta", delta: "x" },
  ]);
  expect(legacyTwins({ type: "reasoning_content_delta", ...delta, summary_index: 0 }, hidden)).toEqual([
    { type: "agent_reasoning_delta", delta: "x" },
  ]);
  expect(legacyTwins({ type: "reasoning_raw_content_delta", ...delta, content_index: 0 }, hidden)).toEqual([
    { type: "agent_reasoning_raw_content_delta", delta: "x" },
  ]);
});

test("searches begin and end, compactions end, plans have no twin", () => {
  const action = { type: "search", query: "q" };
  const search: TurnItem = { type: "WebSearch", id: "w", query: "q", action };
  expect(legacyTwins({ type: "item_started", ...place, item: search }, hidden)).toEqual([
    { type: "web_search_begin", call_id: "w" },
  ]);
  expect(legacyTwins(completed(search), hidden)).toEqual([
    { type: "web_search_end", call_id: "w", query: "q", action },
  ]);
  expect(legacyTwins(completed({ type: "ContextCompaction", id: "c" }), hidden)).toEqual([
    { type: "context_compacted" },
  ]);
  expect(legacyTwins(completed({ type: "Plan", id: "p", text: "x" }), hidden)).toEqual([]);
  expect(legacyTwins({ type: "warning", message: "x" }, hidden)).toEqual([]);
});
