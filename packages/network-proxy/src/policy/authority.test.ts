import { expect, test } from "@jest/globals";
import { parseAuthority } from "./authority.ts";

test.each([
  ["example.com:443", "example.com 443"],
  ["[::1]:80", "::1 80"],
  ["127.1:65535", "127.0.0.1 65535"],
])("%s", (text, expected) => {
  const read = parseAuthority(text, undefined);
  expect(`${read?.host.text} ${read?.port}`).toBe(expected);
});

test.each([
  "example.com",
  "example.com:",
  "example.com:0",
  "example.com:065",
  "example.com:65536",
  "example.com:99999999999",
  "example.com:+80",
  "example.com:8 0",
  "example.com:80:80",
  "user@example.com:80",
  "user:pw@example.com:80",
  "::1:80",
  "[::1]80",
  "[::1]:80]",
  ":80",
  "http://example.com:80",
  "example.com:80/",
  "a,b:80",
  "",
])("%j is refused", (text) => {
  expect(parseAuthority(text, undefined)).toBeUndefined();
});

test("the default port counts where none is named", () => {
  expect(parseAuthority("example.com", 80)?.port).toBe(80);
  expect(parseAuthority("example.com:", 80)).toBeUndefined();
});
