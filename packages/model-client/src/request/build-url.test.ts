import { expect, test } from "@jest/globals";
import { buildProvider } from "../providers/provider.ts";
import { buildUrl, displayUrl } from "./build-url.ts";

const provider = (baseUrl: string | undefined, queryParams = {}) =>
  buildProvider("p", { name: "P", baseUrl, queryParams });

test.each([
  ["chatgpt", "https://chatgpt.com/backend-api/codex/responses"],
  ["apikey", "https://api.openai.com/v1/responses"],
  ["none", "https://api.openai.com/v1/responses"],
] as const)("a provider without URL goes where a %s login belongs", (mode, url) => {
  expect(buildUrl(provider(undefined), "responses", mode).href).toBe(url);
});

test("slashes at the end do not double, and queries are appended as they are", () => {
  const url = buildUrl(provider("http://h:1/v1//", { a: "1%20x", b: "y/z" }), "responses/compact", "none");
  expect(url.href).toBe("http://h:1/v1/responses/compact?a=1%20x&b=y/z");
});

test.each(["", "not a url", "ftp://h/v1", "h:80/v1"])("the base URL %j is refused", (baseUrl) => {
  expect(() => buildUrl(provider(baseUrl), "responses", "none")).toThrow(
    expect.objectContaining({ kind: "invalid-request", isRetryable: false }),
  );
});

test("messages show no credentials", () => {
  expect(displayUrl(new URL("http://u:p@h/x?y=1"))).toBe("http://h/x?y=***");
  expect(displayUrl(new URL("http://h/x?key=s%26t&api-version=2"))).toBe(
    "http://h/x?key=***&api-version=***",
  );
  expect(displayUrl(new URL("http://h/x"))).toBe("http://h/x");
});
