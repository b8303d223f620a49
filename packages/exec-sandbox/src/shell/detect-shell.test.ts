import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { temporaryFolder } from "../../test/linux-host.ts";
import { detectShell, resolveRequestedShell, type ShellSurroundings } from "./detect-shell.ts";

let top: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  top = temporaryFolder();
});
afterEach(() => top.remove());

function program(...parts: string[]): string {
  const file = path.join(top.path, ...parts);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "");
  chmodSync(file, 0o755);
  return file;
}
const around = (changes: Partial<ShellSurroundings>): ShellSurroundings => ({
  platform: "linux",
  loginShell: undefined,
  searchPath: path.join(top.path, "bin"),
  ...changes,
});

test("the login shell is taken when it is known and exists", () => {
  const zsh = program("login", "zsh");
  expect(detectShell(around({ loginShell: zsh }))).toEqual({ kind: "zsh", path: zsh });
});

test.each(["/usr/bin/fish", "/nonexistent/zsh"])(
  "the login shell %s is passed over for bash in PATH",
  (loginShell) => {
    const bash = program("bin", "bash");
    program("bin", "zsh");
    expect(detectShell(around({ loginShell }))).toEqual({ kind: "bash", path: bash });
  },
);

test("macOS prefers zsh, Windows PowerShell 7, then the older one", () => {
  const zsh = program("bin", "zsh");
  program("bin", "bash");
  expect(detectShell(around({ platform: "darwin" }))).toEqual({ kind: "zsh", path: zsh });
  const windows = around({ platform: "win32" });
  expect(detectShell({ ...windows, searchPath: path.join(top.path, "none") })).toEqual({
    kind: "cmd",
    path: "cmd.exe",
  });
  const old = program("bin", "powershell.exe");
  expect(detectShell(windows)).toEqual({ kind: "powershell", path: old });
  const current = program("bin", "pwsh.exe");
  expect(detectShell(windows)).toEqual({ kind: "powershell", path: current });
});

test("a shell asked for by path is that one when it exists", () => {
  const bash = program("opt", "bash");
  expect(resolveRequestedShell(bash, around({}))).toEqual({ kind: "bash", path: bash });
});

test("a shell asked for by name, or by a path that is not there, is found in PATH", () => {
  const zsh = program("bin", "zsh");
  expect(resolveRequestedShell("zsh", around({}))).toEqual({ kind: "zsh", path: zsh });
  expect(resolveRequestedShell("/nonexistent/zsh", around({}))).toEqual({ kind: "zsh", path: zsh });
});

test("an unknown shell becomes the plainest one", () => {
  expect(resolveRequestedShell("fish", around({}))).toEqual({ kind: "sh", path: "/bin/sh" });
  expect(resolveRequestedShell("fish", around({ platform: "win32" }))).toEqual({
    kind: "cmd",
    path: "cmd.exe",
  });
});
