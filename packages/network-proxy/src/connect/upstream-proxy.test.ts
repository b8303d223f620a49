import { expect, test } from "@jest/globals";
import { parseHost } from "../policy/host.ts";
import { readUpstreamProxies, upstreamFor } from "./upstream-proxy.ts";

const via = (env: Record<string, string>, scheme: "http" | "https", host: string) => {
  const parsed = parseHost(host);
  const proxy = parsed && upstreamFor(readUpstreamProxies(env), scheme, parsed);
  return proxy && `${proxy.host}:${proxy.port}`;
};

test("the variables of the scheme come before the one for all", () => {
  const env = { HTTPS_PROXY: "http://a:1", ALL_PROXY: "b:2", https_proxy: "" };
  expect(via(env, "https", "x.org")).toBe("a:1");
  expect(via(env, "http", "x.org")).toBe("b:2");
  expect(via({ http_proxy: "http://c", HTTP_PROXY: "http://d:4" }, "http", "x.org")).toBe("c:80");
  expect(via({ HTTP_PROXY: "http://[::1]:3" }, "http", "x.org")).toBe("::1:3");
});

test.each(["socks5://a:1", "https://a:1", "nonsense://", ""])("%j is no HTTP proxy", (url) => {
  expect(via({ ALL_PROXY: url }, "http", "x.org")).toBeUndefined();
});

test("exceptions are reached directly", () => {
  const env = { ALL_PROXY: "a:1", NO_PROXY: "Corp.example, .inner.example *.other.example 10.0.0.1" };
  for (const host of ["corp.example", "a.corp.example", "x.inner.example", "other.example", "10.0.0.1"]) {
    expect(via(env, "http", host)).toBeUndefined();
  }
  expect(via(env, "http", "notcorp.example")).toBe("a:1");
  expect(via({ ALL_PROXY: "a:1", no_proxy: "*" }, "http", "x.org")).toBeUndefined();
});

test("a login becomes a header", () => {
  expect(readUpstreamProxies({ HTTP_PROXY: "http://me:p%40ss@a:1" }).http?.authorization).toBe(
    `Basic ${Buffer.from("me:p@ss").toString("base64")}`,
  );
});
