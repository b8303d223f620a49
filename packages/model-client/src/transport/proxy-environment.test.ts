import { expect, test } from "@jest/globals";
import { proxyEnvironment } from "./proxy-environment.ts";

test.each<[Record<string, string>, string | undefined, string | undefined]>([
  [{ ALL_PROXY: "http://p", NO_PROXY: "x" }, "http://p", "http://p"],
  [{ all_proxy: "http://p", HTTP_PROXY: "http://q" }, "http://q", "http://p"],
  [{ ALL_PROXY: "http://p", https_proxy: "http://q", http_proxy: "" }, "http://p", "http://q"],
  [{ ALL_PROXY: "socks5://p" }, undefined, undefined],
  [{}, undefined, undefined],
])("%j uses %s and %s", (env, http, https) => {
  const seen = proxyEnvironment(env);
  expect(seen).toMatchObject(env["NO_PROXY"] ? { NO_PROXY: env["NO_PROXY"] } : {});
  expect([seen?.["http_proxy"] ?? seen?.["HTTP_PROXY"], seen?.["https_proxy"]]).toEqual([http, https]);
});

test("inside the macOS sandbox none is used", () => {
  expect(proxyEnvironment({ CODEX_SANDBOX: "seatbelt", HTTP_PROXY: "http://p" })).toBeUndefined();
});
