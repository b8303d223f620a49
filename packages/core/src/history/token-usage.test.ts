import type { ResponseItem, TokenUsage } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { userText } from "../messages/text-message.ts";
import { estimateItemTokens, estimatePromptTokens, estimateTextTokens } from "./token-estimate.ts";
import { addUsage, fillContextWindow, mergeRateLimits, restartUsage, usedTokens } from "./token-usage.ts";

const usage = (total: number): TokenUsage => ({
  input_tokens: total - 10,
  cached_input_tokens: 5,
  output_tokens: 10,
  reasoning_output_tokens: 2,
  total_tokens: total,
});
const reasoning = (encrypted: string): ResponseItem => ({
  type: "reasoning",
  summary: [],
  encrypted_content: encrypted,
});
const answer: ResponseItem = {
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", text: "ok" }],
};

test("totals add up and the first window stays", () => {
  const first = addUsage(undefined, usage(100), 258_400);
  const second = addUsage(first, usage(50), 1000);
  expect(second?.total_token_usage).toEqual({
    input_tokens: 130,
    cached_input_tokens: 10,
    output_tokens: 20,
    reasoning_output_tokens: 4,
    total_tokens: 150,
  });
  expect(second?.last_token_usage.total_tokens).toBe(50);
  expect(second?.model_context_window).toBe(258_400);
  expect(addUsage(second, undefined, null)).toBe(second);
});

test("a full window and a restart", () => {
  const full = fillContextWindow(258_400);
  expect(full.total_token_usage.total_tokens).toBe(258_400);
  const restarted = restartUsage(addUsage(undefined, usage(100), 1000), 42, 1000);
  expect(restarted.total_token_usage.total_tokens).toBe(100);
  expect(restarted.last_token_usage.total_tokens).toBe(42);
});

test("estimates count four bytes a token and never the id", () => {
  expect(estimateTextTokens("")).toBe(0);
  expect(estimateTextTokens("éé1")).toBe(2);
  const { id: _, ...bare } = { ...userText("hello"), id: "msg_1" };
  expect(estimateItemTokens({ ...bare, id: "msg_1" })).toBe(estimateItemTokens(bare));
  expect(estimateItemTokens(bare)).toBe(Math.ceil(JSON.stringify(bare).length / 4));
  expect(estimateItemTokens({ type: "ghost_snapshot", ghost_commit: { id: "x" } })).toBe(0);
  expect(estimateItemTokens(reasoning("x".repeat(1000)))).toBe(25);
  expect(estimateItemTokens(reasoning("x".repeat(10)))).toBe(0);
  expect(estimatePromptTokens([bare], "12345678")).toBe(2 + estimateItemTokens(bare));
});

test("what came after the model's last item is added to the server's count", () => {
  const info = addUsage(undefined, usage(100), null);
  const old = reasoning("x".repeat(1000));
  const next = userText("more please");
  const items = [userText("hi"), old, answer, next];
  const fresh = estimateItemTokens(next);
  expect(usedTokens(info, items, true)).toBe(100 + fresh);
  expect(usedTokens(info, items, false)).toBe(100 + fresh + 25);
  expect(usedTokens(undefined, [next], false)).toBe(0);
});

test("credits and plan stay known", () => {
  const window = { used_percent: 10, window_minutes: 300, resets_at: 1 };
  const known = { primary: null, secondary: window, credits: null, plan_type: "plus" };
  const next = { primary: window, secondary: null, credits: null, plan_type: null };
  expect(mergeRateLimits(known, next)).toEqual({ ...next, plan_type: "plus" });
});
