import { expect, test } from "@jest/globals";
import { ModelError } from "../errors.ts";
import { decodeEvent } from "./decode-event.ts";

function decode(event: unknown) {
  return decodeEvent(JSON.stringify(event));
}

const USAGE = { input_tokens: 5, output_tokens: 3, total_tokens: 8 };
const NO_USAGE = { type: "completed", responseId: "r", usage: undefined };

test.each([
  [
    { type: "response.output_text.delta", delta: "a" },
    { type: "text-delta", delta: "a" },
  ],
  [
    { type: "response.reasoning_summary_text.delta", delta: "a", summary_index: 2 },
    { type: "reasoning-summary-delta", delta: "a", summaryIndex: 2 },
  ],
  [
    { type: "response.reasoning_text.delta", delta: "a", content_index: 1 },
    { type: "reasoning-content-delta", delta: "a", contentIndex: 1 },
  ],
  [
    { type: "response.reasoning_summary_part.added", summary_index: 1 },
    { type: "reasoning-summary-part", summaryIndex: 1 },
  ],
  [{ type: "response.completed", response: { id: "r" } }, NO_USAGE],
  [{ type: "response.completed", response: { id: "r", usage: null } }, NO_USAGE],
  [{ type: "response.done" }, { ...NO_USAGE, responseId: "" }],
  [{ type: "response.done", response: { id: "r" } }, NO_USAGE],
])("%j is understood", (event, expected) => {
  expect(decode(event)).toEqual(expected);
});

test("usage is read with its details", () => {
  const usage = {
    ...USAGE,
    input_tokens_details: { cached_tokens: 4 },
    output_tokens_details: { reasoning_tokens: 1 },
  };
  expect(decode({ type: "response.completed", response: { id: "r", usage } })).toEqual({
    type: "completed",
    responseId: "r",
    usage: {
      input_tokens: 5,
      cached_input_tokens: 4,
      output_tokens: 3,
      reasoning_output_tokens: 1,
      total_tokens: 8,
    },
  });
});

test.each([
  [{}, /`id`/],
  [{ id: 5 }, /`id`/],
  ["text", /`response`/],
  [{ id: "r", usage: { input_tokens: 1 } }, /output_tokens, total_tokens/],
  [{ id: "r", usage: "many" }, /input_tokens/],
  [{ id: "r", usage: { ...USAGE, input_tokens_details: {} } }, /cached_tokens/],
  [{ id: "r", usage: { ...USAGE, output_tokens_details: { reasoning_tokens: "1" } } }, /reasoning_tokens/],
])("an end that says %j is an error of the stream", (response, message) => {
  const error = decode({ type: "response.completed", response });
  expect(error).toBeInstanceOf(ModelError);
  expect(error).toMatchObject({ kind: "stream", isRetryable: true });
  expect(String(error)).toMatch(message);
  expect(String(error)).toContain("stream disconnected before completion: ");
});

test("items keep members that we do not know and lose nulls", () => {
  const item = {
    type: "message",
    id: null,
    role: "assistant",
    phase: null,
    status: "completed",
    content: [{ type: "output_text", text: "t", annotations: [] }],
  };
  expect(decode({ type: "response.output_item.added", item })).toEqual({
    type: "item-started",
    item: {
      type: "message",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: "t", annotations: [] }],
    },
  });
  const search = { type: "web_search_call", action: { type: "search", query: null } };
  expect(decode({ type: "response.output_item.done", item: search })).toEqual({
    type: "item-completed",
    item: { type: "web_search_call", action: { type: "search" } },
  });
});

test.each([
  "",
  "[DONE]",
  "{",
  "5",
  "null",
  "[1]",
  '"text"',
  "{}",
  '{"type":5}',
  '{"type":"response.created","response":{}}',
  '{"type":"response.incomplete","response":{}}',
  '{"type":"error","message":"x"}',
  '{"type":"toString"}',
  '{"type":"__proto__"}',
  '{"type":"response.completed"}',
  '{"type":"response.completed","response":null}',
  '{"type":"response.output_text.delta"}',
  '{"type":"response.reasoning_text.delta","delta":"a"}',
  '{"type":"response.reasoning_summary_text.delta","delta":"a","summary_index":"0"}',
  '{"type":"response.reasoning_summary_part.added"}',
  '{"type":"response.output_item.done"}',
  '{"type":"response.output_item.done","item":{"type":"mystery"}}',
  '{"type":"response.output_item.done","item":{"type":"function_call","name":"x"}}',
  '{"type":"response.output_item.done","item":{"type":"message","role":"assistant","content":[{"type":"refusal"}]}}',
])("%s means nothing", (data) => {
  expect(decodeEvent(data)).toBeUndefined();
});
