import { expect, test } from "@jest/globals";
import { redactSecrets } from "./redact-secrets.ts";

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
