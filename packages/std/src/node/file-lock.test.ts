import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { withFileLock } from "./file-lock.ts";

const { signal } = new AbortController();
const locked = (file: string) => new Error(`${file} is taken`);
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lock-"));
  file = path.join(folder, "lock");
});
afterEach(() => rm(folder, { recursive: true }));

test("work under one lock takes turns, and nothing is left", async () => {
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name}+`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${name}-`);
  };
  await Promise.all(["a", "b", "c"].map((name) => withFileLock(file, locked, work(name), signal)));
  for (let at = 0; at < log.length; at += 2) expect(log[at + 1]).toBe(log[at]?.replace("+", "-"));
  expect(log).toHaveLength(6);
  expect(await readdir(folder)).toEqual([]);
});

test("the lock is given back when the work fails", async () => {
  const failing = withFileLock(file, locked, () => Promise.reject(new Error("broken")), signal);
  await expect(failing).rejects.toThrow("broken");
  expect(await readdir(folder)).toEqual([]);
});

test("the lock of a killed process is taken over", async () => {
  const child = spawn("sleep", ["60"]);
  await writeFile(file, String(child.pid));
  const closed = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await closed;
  expect(await withFileLock(file, locked, async () => "done", signal)).toBe("done");
});

test("waiting for a live process ends with the signal, and the lock stays", async () => {
  await writeFile(file, String(process.pid));
  const controller = new AbortController();
  const waiting = withFileLock(file, locked, async () => "never", controller.signal);
  controller.abort(new Error("stop"));
  await expect(waiting).rejects.toThrow("stop");
  expect(await readFile(file, "utf8")).toBe(String(process.pid));
});
