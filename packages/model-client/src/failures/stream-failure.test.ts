import { expect, test } from "@jest/globals";
import { responseFailed } from "./stream-failure.ts";

const PREFIX = "stream disconnected before completion: ";

function failed(error: unknown) {
  return responseFailed({ type: "response.failed", response: { id: "r", error } });
}

test.each([
  ["context_length_exceeded", "context-window", "context_window_exceeded", /context window/],
  ["insufficient_quota", "quota-exceeded", "usage_limit_exceeded", /quota/],
  ["usage_not_included", "usage-not-included", "usage_limit_exceeded", /Plus/],
  ["invalid_prompt", "invalid-request", "other", /^the message$/],
])("the code %s is final", (code, kind, codexErrorInfo, message) => {
  const error = failed({ code, message: "the message" });
  expect(error).toMatchObject({ kind, codexErrorInfo, isRetryable: false });
  expect(error.message).toMatch(message);
});

test("an invalid prompt without a message has one", () => {
  expect(failed({ code: "invalid_prompt" }).message).toBe("Invalid request.");
});

test.each(["server_is_overloaded", "server_error", "boom", "constructor", undefined, null, 5])(
  "the code %s may pass by itself",
  (code) => {
    const error = failed({ code, message: "mm" });
    expect(error).toMatchObject({ kind: "stream", codexErrorInfo: "other", isRetryable: true });
    expect(error.message).toBe(`${PREFIX}mm`);
    expect(error.retryDelayMs).toBeUndefined();
  },
);

test.each([
  ["Please try again in 11.054s. Visit", 11_054],
  ["Please try again in 28ms.", 28],
  ["try again in 35 seconds", 35_000],
  ["TRY AGAIN IN 1.5S", 1500],
  ["Try again in 1 second", 1000],
  ["try again in a while", undefined],
  ["try again in 5 minutes", undefined],
])("a rate limit that says %j waits %s ms", (message, delay) => {
  expect(failed({ code: "rate_limit_exceeded", message }).retryDelayMs).toBe(delay);
});

test.each([[{}], [{ response: null }], [{ response: { error: "text" } }], [{ response: { error: {} } }]])(
  "a failure without a reason (%j) still has a text",
  (event) => {
    const error = responseFailed(event);
    expect(error).toMatchObject({ kind: "stream", isRetryable: true });
    expect(error.message.length).toBeGreaterThan(PREFIX.length);
  },
);
