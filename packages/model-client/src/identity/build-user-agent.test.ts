import { expect, test } from "@jest/globals";
import { buildUserAgent, type UserAgentParts } from "./build-user-agent.ts";

const PARTS: UserAgentParts = {
  originator: "codex_exec",
  version: "0.99.0",
  os: { name: "Debian", version: "12.0.0" },
  arch: "x86_64",
  terminal: "xterm-256color",
  suffix: undefined,
};

test.each([
  [undefined, ""],
  ["myclient; 1", " (myclient; 1)"],
  [" ", ""],
])("the suffix %j ends the text as %j", (suffix, end) => {
  const text = `codex_exec/0.99.0 (Debian 12.0.0; x86_64) xterm-256color${end}`;
  expect(buildUserAgent({ ...PARTS, suffix })).toBe(text);
});

test("what cannot be a header is replaced", () => {
  expect(buildUserAgent({ ...PARTS, suffix: "a\nb" })).toMatch(/\(a_b\)$/);
});
