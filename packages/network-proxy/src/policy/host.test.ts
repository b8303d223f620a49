import { expect, test } from "@jest/globals";
import { parseHost } from "./host.ts";

test.each([
  ["Example.COM", "name example.com"],
  ["example.com...", "name example.com"],
  ["ｅｘａｍｐｌｅ．com", "name example.com"],
  ["bücher.example", "name xn--bcher-kva.example"],
  ["example。com｡", "name example.com"],
  ["127.1", "address 127.0.0.1"],
  ["2130706433", "address 127.0.0.1"],
  ["0x7f000001", "address 127.0.0.1"],
  ["0177.0.0.01", "address 127.0.0.1"],
  ["127.0.0.1.", "address 127.0.0.1"],
  ["１２７．0.0.1", "address 127.0.0.1"],
  ["[::1]", "address ::1"],
  ["::FFFF:127.0.0.1", "address 127.0.0.1"],
  ["[0:0:0:0:0:ffff:7f00:1]", "address 127.0.0.1"],
  ["[2001:DB8::0:1]", "address 2001:db8::1"],
  ["_dmarc.example.com", "name _dmarc.example.com"],
])("%s is the %s", (text, expected) => {
  const host = parseHost(text);
  expect(`${host?.kind} ${host?.text}`).toBe(expected);
});

test.each([
  "",
  ".",
  "a..b",
  ".a",
  "a b",
  "a\tb",
  "a\0b",
  "a\nb",
  "%65xample.com",
  "user@example.com",
  "example.com/x",
  "example.com\\x",
  "example.com#",
  "example.com:80",
  "[fe80::1%25eth0]",
  "fe80::1%eth0",
  "[::1",
  "::1]",
  "[127.0.0.1]",
  "256.1.1.1",
  "1.2.3.4.5",
  "a,b",
  "a*b",
  `${"a".repeat(250)}.com`,
])("%j is no host", (text) => {
  expect(parseHost(text)).toBeUndefined();
});
