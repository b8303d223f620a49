import { expect, test } from "@jest/globals";
import { MAX_VALUE, redactSecrets } from "./redact-secrets.ts";

test.each([
  ["authorization: Bearer abcdefgh.ijkl", "authorization: Bearer [REDACTED]"],
  ["key sk-proj-0123456789abcdef ends", "key [REDACTED] ends"],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "[REDACTED]"],
  ["AKIAABCDEFGHIJKLMNOP", "[REDACTED]"],
  ["ghp_0123456789abcdefghijABCDEF", "[REDACTED]"],
])("%s", (text, cleaned) => {
  expect(redactSecrets(text)).toBe(cleaned);
});

test("ordinary text stays", () => {
  const text = "git rebase --onto sk-short task-0123456789abcdefgh; the bearer of news";
  expect(redactSecrets(text)).toBe(text);
});

test.each([
  ["spaces", " "],
  ["newlines", "\n"],
  ["beginnings of tokens", "-eyJ"],
  ["beginnings of bearers", "Bearer "],
])("a megabyte of %s does not hold the program up, and is cut", (_, unit) => {
  const text = unit.repeat(1024 ** 2 / unit.length);
  expect(redactSecrets(text)).toBe(text.slice(0, MAX_VALUE));
});

test("a secret across the end of what is sent leaves nothing", () => {
  const before = " ".repeat(MAX_VALUE - 10);
  expect(redactSecrets(`${before}sk-proj-0123456789abcdef`)).toBe(`${before}[REDACTED]`);
});
