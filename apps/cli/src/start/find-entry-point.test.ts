import { expect, test } from "@jest/globals";
import { findEntryPoint } from "./find-entry-point.ts";

const table = [
  { names: ["apply_patch", "applypatch"], firstArguments: ["--run-as-patch"], run: "patch" },
  { names: ["helper"], firstArguments: [], run: "helper" },
];
const find = (...args: readonly string[]) => {
  const found = findEntryPoint(table, args);
  return found && [found.entry.run, ...found.args];
};

test("the name that a link passes on decides, whatever follows", () => {
  expect(find("--codex-arg0=apply_patch", "exec", "x")).toEqual(["patch", "exec", "x"]);
  expect(find("--codex-arg0=applypatch")).toEqual(["patch"]);
  expect(find("--codex-arg0=helper", "--run-as-patch")).toEqual(["helper", "--run-as-patch"]);
});

test("a first argument decides under the program's own name, and only the first", () => {
  expect(find("--run-as-patch", "text")).toEqual(["patch", "text"]);
  expect(find("exec", "--run-as-patch")).toBeUndefined();
});

test("anything else is the main program", () => {
  expect(find()).toBeUndefined();
  expect(find("helper")).toBeUndefined();
  expect(find("--codex-arg0=codex")).toBeUndefined();
});
