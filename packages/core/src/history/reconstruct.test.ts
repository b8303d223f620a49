import type { ResponseItem, RolloutItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { developerText, userText } from "../messages/text-message.ts";
import { summaryText } from "./compacted-history.ts";
import { reconstructThread } from "./reconstruct.ts";

const said = (payload: ResponseItem): RolloutItem => ({ type: "response_item", payload });
const told = (payload: Extract<RolloutItem, { type: "event_msg" }>["payload"]): RolloutItem => ({
  type: "event_msg",
  payload,
});
const fresh = [developerText("fresh rules")];
const rebuild = (items: RolloutItem[]) =>
  reconstructThread(items, { truncation: { mode: "bytes", limit: 10 }, initialContext: fresh });

test("items come back in order, outputs cut to today's policy", () => {
  const call: ResponseItem = { type: "function_call", name: "x", arguments: "{}", call_id: "c" };
  const { items } = rebuild([
    said(userText("one")),
    said(call),
    said({ type: "function_call_output", call_id: "c", output: "y".repeat(20) }),
  ]);
  expect(items).toEqual([
    userText("one"),
    call,
    { type: "function_call_output", call_id: "c", output: "yyyyyy…8 chars truncated…yyyyyy" },
  ]);
});

test("a stored replacement counts as it is, a summary is rebuilt behind today's preamble", () => {
  const replaced = rebuild([
    said(userText("one")),
    { type: "compacted", payload: { message: "", replacement_history: [userText("kept")] } },
    said(userText("two")),
  ]);
  expect(replaced.items).toEqual([userText("kept"), userText("two")]);

  const summary = summaryText("all is well");
  const rebuilt = rebuild([
    said(developerText("old rules")),
    said(userText("one")),
    { type: "compacted", payload: { message: summary } },
    said(userText("two")),
  ]);
  expect(rebuilt.items).toEqual([...fresh, userText("one"), userText(summary), userText("two")]);
});

test("a summary with a foreign lead-in is not taken for a user's words", () => {
  const { items, summaries } = rebuild([
    said(userText("one")),
    { type: "compacted", payload: { message: "Foreign lead-in\nfirst" } },
    { type: "compacted", payload: { message: "Foreign lead-in\nsecond" } },
  ]);
  expect(items).toEqual([...fresh, userText("one"), userText("Foreign lead-in\nsecond")]);
  expect(summaries).toEqual(new Set(["Foreign lead-in\nfirst", "Foreign lead-in\nsecond"]));
});

test("a rollback drops turns of what came before it", () => {
  const { items } = rebuild([
    said(userText("one")),
    said(userText("two")),
    told({ type: "thread_rolled_back", num_turns: 1 }),
    said(userText("three")),
  ]);
  expect(items).toEqual([userText("one"), userText("three")]);
});

test("the last known usage goes on", () => {
  const usage = {
    input_tokens: 1,
    cached_input_tokens: 0,
    output_tokens: 1,
    reasoning_output_tokens: 0,
    total_tokens: 2,
  };
  const info = { total_token_usage: usage, last_token_usage: usage, model_context_window: 10 };
  const { tokenInfo, turnContext } = rebuild([
    told({ type: "token_count", info, rate_limits: null }),
    told({ type: "token_count", info: null, rate_limits: null }),
  ]);
  expect(tokenInfo).toEqual(info);
  expect(turnContext).toBeUndefined();
});
