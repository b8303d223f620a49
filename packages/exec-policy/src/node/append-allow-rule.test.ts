import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { appendAllowRule } from "./append-allow-rule.ts";

const LINE = 'prefix_rule(pattern=["a"], decision="allow")\n';
const signal = new AbortController().signal;
let home: string;
let file: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "rules-"));
  file = path.join(home, "rules", "default.rules");
});
afterEach(() => rm(home, { recursive: true }));

test("the folder and the file are made, and nothing else is left", async () => {
  expect(await appendAllowRule(file, ["a"], signal)).toBe("appended");
  expect(await readFile(file, "utf8")).toBe(LINE);
  expect(await readdir(path.dirname(file))).toEqual(["default.rules"]);
});

test("a line that is there is not added again", async () => {
  await appendAllowRule(file, ["a"], signal);
  expect(await appendAllowRule(file, ["a"], signal)).toBe("present");
  expect(await readFile(file, "utf8")).toBe(LINE);
});

test("a pipe is not waited for", async () => {
  await mkdir(path.dirname(file));
  execFileSync("mkfifo", [file]);
  await expect(appendAllowRule(file, ["a"], signal)).rejects.toMatchObject({ code: "rules_unwritable" });
  expect(await readdir(path.dirname(file))).toEqual(["default.rules"]);
});

test("an unfinished last line is ended first, and the rest stays as it is", async () => {
  await mkdir(path.dirname(file));
  await writeFile(file, "# mine\r\nx = 1");
  await appendAllowRule(file, ["a"], signal);
  expect(await readFile(file, "utf8")).toBe(`# mine\r\nx = 1\n${LINE}`);
});

test("a link to the file stays a link", async () => {
  const target = path.join(home, "dotfiles.rules");
  await mkdir(path.dirname(file));
  await symlink(target, file);
  await appendAllowRule(file, ["a"], signal);
  expect(await readFile(target, "utf8")).toBe(LINE);
});

test("many at once take turns: no line is lost or doubled", async () => {
  const prefixes = Array.from({ length: 12 }, (_, at) => [`p${at % 6}`]);
  await Promise.all(prefixes.map((prefix) => appendAllowRule(file, prefix, signal)));
  const lines = (await readFile(file, "utf8")).split("\n");
  expect(lines.filter((line) => line !== "").sort()).toEqual(
    [0, 1, 2, 3, 4, 5].map((at) => `prefix_rule(pattern=["p${at}"], decision="allow")`),
  );
});

test("waiting for a lock that a live process holds ends with the signal", async () => {
  await mkdir(path.dirname(file));
  await writeFile(`${file}.lock`, String(process.pid));
  const controller = new AbortController();
  const outcome = appendAllowRule(file, ["a"], controller.signal);
  controller.abort(new Error("stop"));
  await expect(outcome).rejects.toThrow("stop");
  expect(await readFile(`${file}.lock`, "utf8")).toBe(String(process.pid));
});

test("a home that is missing is a typed error, not a new folder", async () => {
  const lost = path.join(home, "gone", "rules", "default.rules");
  await expect(appendAllowRule(lost, ["a"], signal)).rejects.toMatchObject({ code: "rules_unwritable" });
});
