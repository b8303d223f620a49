import { expect, test } from "@jest/globals";
import { proxyEnvironment } from "./proxy-variables.ts";

const place = { httpPort: 1, socksPort: 2, allowsLocal: true };

test("the variables stand over those of the user", () => {
  const env = proxyEnvironment(place, { HTTPS_PROXY: "http://mine", KEPT: "1" }, "linux");
  const names = (value: string) => Object.keys(env).filter((name) => env[name] === value).length;
  expect(env).toMatchObject({
    KEPT: "1",
    HTTPS_PROXY: "http://127.0.0.1:1",
    CODEX_NETWORK_ALLOW_LOCAL_BINDING: "1",
  });
  expect([names("http://127.0.0.1:1"), names("socks5h://127.0.0.1:2")]).toEqual([17, 4]);
  expect(names(env["NO_PROXY"] ?? "")).toBe(6);
  expect(env["GIT_SSH_COMMAND"]).toBeUndefined();
});

test("without SOCKS the HTTP proxy stands for all, and FTP is left alone", () => {
  const env = proxyEnvironment(
    { ...place, socksPort: undefined, allowsLocal: false },
    { FTP_PROXY: "f" },
    "darwin",
  );
  expect(env).toMatchObject({
    ALL_PROXY: "http://127.0.0.1:1",
    FTP_PROXY: "f",
    CODEX_NETWORK_ALLOW_LOCAL_BINDING: "0",
  });
  expect(env["GIT_SSH_COMMAND"]).toBeUndefined();
});

test("ssh is led through SOCKS on macOS, unless the user leads it elsewhere", () => {
  expect(proxyEnvironment(place, {}, "darwin")["GIT_SSH_COMMAND"]).toContain("127.0.0.1:2");
  expect(proxyEnvironment(place, { GIT_SSH_COMMAND: "mine" }, "darwin")["GIT_SSH_COMMAND"]).toBe("mine");
});
