import { expect, test } from "@jest/globals";
import { shellArgv, shellKindOf } from "./shell-argv.ts";

test.each([
  ["bash", true, ["/s", "-lc", "x"]],
  ["zsh", false, ["/s", "-c", "x"]],
  ["powershell", true, ["/s", "-Command", "x"]],
  ["powershell", false, ["/s", "-NoProfile", "-Command", "x"]],
  ["cmd", true, ["/s", "/c", "x"]],
] as const)("%s, login %s", (kind, isLogin, expected) => {
  expect(shellArgv({ kind, path: "/s" }, "x", isLogin)).toEqual(expected);
});

test.each([
  ["/bin/bash", "bash"],
  ["zsh", "zsh"],
  ["C:\\Windows\\System32\\cmd.exe", "cmd"],
  ["/usr/bin/pwsh", "powershell"],
  ["PowerShell.EXE", "powershell"],
  ["/usr/bin/fish", undefined],
  ["constructor", undefined],
])("%s is %s", (program, expected) => {
  expect(shellKindOf(program)).toBe(expected);
});
