import { expect, test } from "@jest/globals";
import { decodeValue } from "../decode/decode.ts";
import { EventMsg } from "./event-msg.ts";
import { withCurrentName } from "./with-current-name.ts";

test("what older files leave out is null or its default", () => {
  const usage = {
    input_tokens: 1,
    cached_input_tokens: 0,
    output_tokens: 1,
    reasoning_output_tokens: 0,
    total_tokens: 2,
  };
  const old = {
    type: "token_count",
    info: { total_token_usage: usage, last_token_usage: usage },
    rate_limits: { primary: { used_percent: 1.5, resets_in_seconds: 5 } },
  };
  expect(decodeValue(EventMsg, old)).toEqual({
    ok: true,
    value: {
      ...old,
      rate_limits: {
        primary: { used_percent: 1.5, window_minutes: null, resets_at: null },
        secondary: null,
        credits: null,
        plan_type: null,
      },
    },
  });
  expect(decodeValue(EventMsg, { type: "token_count" })).toEqual({
    ok: true,
    value: { type: "token_count", info: null, rate_limits: null },
  });
  expect(decodeValue(EventMsg, { type: "user_message", message: "hi" })).toEqual({
    ok: true,
    value: { type: "user_message", message: "hi", local_images: [], text_elements: [] },
  });
});

test("a plan that we do not know is kept as it is named", () => {
  const event = { type: "token_count", info: null, rate_limits: { plan_type: "galactic" } };
  expect(decodeValue(EventMsg, event)).toMatchObject({
    ok: true,
    value: { rate_limits: { plan_type: "galactic" } },
  });
});

test("ranges of text elements stay as they are: they count UTF-8 bytes", () => {
  const event = {
    type: "user_message",
    message: "ä [Image #1]",
    local_images: ["/a.png"],
    text_elements: [{ byte_range: { start: 3, end: 13 }, placeholder: "[Image #1]" }],
  };
  expect(decodeValue(EventMsg, event)).toEqual({ ok: true, value: event });
});

test("turns are read under both of their names", () => {
  const complete = { type: "turn_complete", last_agent_message: "done" };
  expect(decodeValue(EventMsg, withCurrentName(complete))).toEqual({
    ok: true,
    value: { ...complete, type: "task_complete" },
  });
  const other = { type: "constructor" };
  expect(withCurrentName(other)).toBe(other);
});
