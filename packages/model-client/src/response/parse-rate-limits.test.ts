import { expect, test } from "@jest/globals";
import { headerText } from "./header-text.ts";
import { parseRateLimits } from "./parse-rate-limits.ts";

const NONE = { primary: null, secondary: null, credits: null, plan_type: null };

test("both windows and the credits are read", () => {
  const headers = {
    "x-codex-primary-used-percent": "12.5",
    "x-codex-primary-window-minutes": "300",
    "x-codex-primary-reset-at": "1700000000",
    "x-codex-secondary-used-percent": "0",
    "x-codex-secondary-window-minutes": "10080",
    "x-codex-credits-has-credits": "True",
    "x-codex-credits-unlimited": "0",
    "x-codex-credits-balance": " 9.99 ",
  };
  expect(parseRateLimits(headers)).toEqual({
    primary: { used_percent: 12.5, window_minutes: 300, resets_at: 1_700_000_000 },
    secondary: { used_percent: 0, window_minutes: 10_080, resets_at: null },
    credits: { has_credits: true, unlimited: false, balance: "9.99" },
    plan_type: null,
  });
});

test.each<[string, Record<string, string>]>([
  ["no headers", {}],
  ["only zeros", { "x-codex-primary-used-percent": "0", "x-codex-primary-window-minutes": "0" }],
  ["no percentage", { "x-codex-primary-window-minutes": "300" }],
  ["an unreadable percentage", { "x-codex-primary-used-percent": "many", "x-codex-primary-reset-at": "1" }],
  ["an endless percentage", { "x-codex-primary-used-percent": "Infinity" }],
  ["half of the credits", { "x-codex-credits-has-credits": "true" }],
  ["unreadable credits", { "x-codex-credits-has-credits": "yes", "x-codex-credits-unlimited": "no" }],
])("%s says nothing", (_when, headers) => {
  expect(parseRateLimits(headers)).toEqual(NONE);
});

test("a reset time alone makes a window", () => {
  const headers = { "x-codex-primary-used-percent": "0", "x-codex-primary-reset-at": "7" };
  expect(parseRateLimits(headers).primary).toEqual({ used_percent: 0, window_minutes: null, resets_at: 7 });
});

test("an empty balance is none", () => {
  const headers = {
    "x-codex-credits-has-credits": "1",
    "x-codex-credits-unlimited": "1",
    "x-codex-credits-balance": " ",
  };
  expect(parseRateLimits(headers).credits).toEqual({ has_credits: true, unlimited: true, balance: null });
});

test("header text is UTF-8, and the first of several", () => {
  expect(headerText({ a: Buffer.from("ü").toString("latin1") }, "a")).toBe("ü");
  expect(headerText({ a: ["x", "y"] }, "a")).toBe("x");
  expect(headerText({}, "a")).toBeUndefined();
});
