import { expect, test } from "@jest/globals";
import { modelCapText, usageLimitText } from "./limit-texts.ts";

/** Noon of a day in the machine's own time zone. */
const NOON = new Date(2026, 10, 20, 12).getTime();

function textAt(resetsAtMs: number | undefined): string {
  return usageLimitText({ plan: undefined, promotion: undefined, resetsAtMs, nowMs: NOON });
}

test.each([
  ["free", "Plus"],
  ["go", "Plus"],
  ["plus", "Pro"],
  ["pro", "credits"],
  ["team", "administrator"],
  ["business", "administrator"],
])("a %s plan is told of %s", (plan, word) => {
  const text = usageLimitText({ plan, promotion: undefined, resetsAtMs: undefined, nowMs: NOON });
  expect(text).toContain(word);
  expect(text).toMatch(/, or try again later\.$/);
});

test.each(["enterprise", "edu", "toString"])("a %s plan gets no advice", (plan) => {
  const text = usageLimitText({ plan, promotion: undefined, resetsAtMs: undefined, nowMs: NOON });
  expect(text).toBe(textAt(undefined));
});

test.each([
  [new Date(2026, 10, 20, 0, 5), "12:05 AM"],
  [new Date(2026, 10, 20, 12, 0), "12:00 PM"],
  [new Date(2026, 10, 20, 23, 59), "11:59 PM"],
  [new Date(2026, 10, 21, 9, 7), "Nov 21st, 2026 9:07 AM"],
  [new Date(2026, 10, 22, 9, 0), "Nov 22nd, 2026 9:00 AM"],
  [new Date(2026, 10, 23, 9, 0), "Nov 23rd, 2026 9:00 AM"],
  [new Date(2026, 11, 11, 9, 0), "Dec 11th, 2026 9:00 AM"],
  [new Date(2027, 0, 12, 13, 0), "Jan 12th, 2027 1:00 PM"],
  [new Date(2027, 0, 13, 13, 0), "Jan 13th, 2027 1:00 PM"],
  [new Date(2027, 0, 30, 13, 0), "Jan 30th, 2027 1:00 PM"],
])("%s reads as %s", (time, text) => {
  expect(textAt(time.getTime())).toMatch(new RegExp(`try again at ${text}\\.$`, "i"));
});

test.each([
  [null, "later"],
  [0, "in less than a minute"],
  [59, "in less than a minute"],
  [60, "in 1m"],
  [3599, "in 59m"],
  [3600, "in 1h"],
  [86_399, "in 23h"],
  [172_800, "in 2d"],
])("a cap of %s seconds reads as %s", (seconds, text) => {
  expect(modelCapText("m", seconds)).toMatch(new RegExp(`Try again ${text}\\.$`));
});
