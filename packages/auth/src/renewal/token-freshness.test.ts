import { chatgptAuthJson, unsignedJwt } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { parseLogin } from "../storage/login-record.ts";
import type { StoredLogin } from "../storage/stored-login.ts";
import { tokenFreshness } from "./token-freshness.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function login(access: string, lastRefresh: number | undefined): StoredLogin {
  const parsed = parseLogin(chatgptAuthJson({ access, refresh: "r" }, new Date(NOW).toISOString()));
  if (typeof parsed === "string") throw new Error(parsed);
  return { ...parsed, lastRefresh };
}

/** A token with these times, relative to now. */
const token = (times: { readonly iat?: number; readonly exp?: number }) =>
  unsignedJwt(Object.fromEntries(Object.entries(times).map(([name, at]) => [name, (NOW + at) / 1000])));

test.each([
  ["no JWT, renewed today", "opaque", 0, "fresh"],
  ["no JWT, renewed 8 days ago", "opaque", -8 * DAY, "fresh"],
  ["no JWT, renewed longer ago", "opaque", -8 * DAY - 1, "due"],
  ["no JWT, nobody knows when it was renewed", "opaque", undefined, "fresh"],
  ["renewed in the future: a clock was set", "opaque", DAY, "due"],
  ["an hour left", token({ exp: 60 * MINUTE }), undefined, "fresh"],
  ["five minutes left", token({ exp: 5 * MINUTE }), undefined, "due"],
  ["nothing left", token({ exp: 0 }), undefined, "expired"],
  ["expired, for a clock that is two days ahead", token({ iat: -2 * DAY, exp: -DAY }), 0, "fresh"],
  ["good, for a clock that is two days behind", token({ iat: 0, exp: DAY }), -2 * DAY, "expired"],
] as const)("%s", (_, access, lastRefresh, freshness) => {
  const at = lastRefresh === undefined ? undefined : NOW + lastRefresh;
  expect(tokenFreshness(login(access, at), NOW)).toBe(freshness);
});

test("an API key is always fresh", () => {
  const key = parseLogin('{"OPENAI_API_KEY": "sk"}');
  expect(typeof key !== "string" && tokenFreshness({ ...key, lastRefresh: 0 }, NOW)).toBe("fresh");
});
