import { expect, test } from "@jest/globals";
import { buildProvider, type ProviderSettings } from "../providers/provider.ts";
import { buildHeaders } from "./build-headers.ts";
import { isHeaderName, isHeaderValue } from "./header-value.ts";

function headersWith(settings: Partial<ProviderSettings>, env: Record<string, string> = {}) {
  const provider = buildProvider("p", { name: "P", ...settings });
  return buildHeaders(
    { provider, env, originator: "o", userAgent: "ua", subagent: undefined, residency: undefined },
    {
      url: new URL("https://host.example:8443/v1/responses"),
      auth: { mode: "none", token: undefined, accountId: undefined },
      contentLength: 7,
      stream: undefined,
    },
  );
}

test("a configuration may replace our names, the host and the content type, nothing that a request is made of", () => {
  const httpHeaders = {
    "User-Agent": "mine",
    Originator: "me",
    Host: "other.example",
    Accept: "text/plain",
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": "1",
    "Transfer-Encoding": "chunked",
  };
  expect(headersWith({ httpHeaders })).toEqual({
    "user-agent": "mine",
    originator: "me",
    host: "other.example",
    accept: "text/plain",
    "content-type": "application/json; charset=utf-8",
    "content-length": "7",
  });
});

test("what is no header is left out", () => {
  const httpHeaders = { "bad name": "x", good: "a\r\nb: c", "": "x", "x-ü": "y" };
  const envHttpHeaders = { "x-env": "UNSET", "x-blank": "BLANK" };
  expect(headersWith({ httpHeaders, envHttpHeaders }, { BLANK: "  " })).toEqual({
    "content-type": "application/json",
    accept: "*/*",
    "user-agent": "ua",
    originator: "o",
    host: "host.example:8443",
    "content-length": "7",
  });
});

test("a value of the environment replaces a literal one", () => {
  const headers = headersWith({ httpHeaders: { "x-a": "1" }, envHttpHeaders: { "X-A": "A" } }, { A: "2" });
  expect(headers["x-a"]).toBe("2");
});

test.each([
  ["plain text\t!", true],
  ["größe", true],
  ["", true],
  ["a\nb", false],
  ["a\rb", false],
  ["a\0b", false],
  ["a\x7fb", false],
])("%j as a value: %s", (text, isValid) => {
  expect(isHeaderValue(text)).toBe(isValid);
});

test.each([
  ["x-a_b.c~1", true],
  ["", false],
  ["a b", false],
  ["a:b", false],
  ["ü", false],
])("%j as a name: %s", (text, isValid) => {
  expect(isHeaderName(text)).toBe(isValid);
});
