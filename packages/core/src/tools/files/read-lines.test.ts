import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { readLines } from "./read-lines.ts";

const signal = AbortSignal.timeout(10_000);

test("lines are read over the borders of chunks, and of a very long one the beginning", async () => {
  await using folder = await tempDir();
  const file = path.join(folder.path, "long.txt");
  const long = "x".repeat(1_000_000);
  await writeFile(file, `${long}\r\nsecond\n\n${long}`);
  const lines = await Array.fromAsync(readLines(file, signal));
  expect(lines.map((line) => line.slice(0, 8))).toEqual(["xxxxxxxx", "second", "", "xxxxxxxx"]);
  expect(lines.map((line) => line.length)).toEqual([16_384, 6, 0, 16_384]);
});

test("a pipe that nobody writes to is refused at once", async () => {
  await using folder = await tempDir();
  const file = path.join(folder.path, "pipe");
  expect(spawnSync("mkfifo", [file]).status).toBe(0);
  await expect(readLines(file, signal).next()).rejects.toThrow("is not a regular file");
});
