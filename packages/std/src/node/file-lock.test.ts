import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { takeFileLock, withFileLock } from "./file-lock.ts";

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

/** Takes the lock in a process of its own, which is then killed. */
async function lockAndDie(): Promise<void> {
  const script = `
    const { takeFileLock } = await import(process.argv[1]);
    await takeFileLock(process.argv[2], { pid: process.pid, hostname: "here" }, 60_000, AbortSignal.timeout(60_000));
    console.log("taken");
    setInterval(() => undefined, 1_000);`;
  const module = new URL("./file-lock.ts", import.meta.url).href;
  const argv = ["--input-type=module", "--no-warnings", "-e", script, module, file];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

const here = { pid: process.pid, hostname: "here" };
const HOUR_MS = 3_600_000;
const patience = () => AbortSignal.timeout(10_000);

/** Makes the lock that is there one of the next process with this id. */
async function change(changes: object): Promise<void> {
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), ...changes }));
}

test("the lock of a killed process is taken over", async () => {
  await lockAndDie();
  await (await takeFileLock(file, here, HOUR_MS, patience()))();
  expect(await readdir(folder)).toEqual([]);
});

test("the lock of a killed process that had our process id is taken over", async () => {
  await lockAndDie();
  await change({ pid: process.pid });
  await (await takeFileLock(file, here, HOUR_MS, patience()))();
  expect(await readdir(folder)).toEqual([]);
});

test("a process id of another machine says nothing, and the lock stays for its time", async () => {
  await lockAndDie();
  const there = { ...here, hostname: "there" };
  const controller = new AbortController();
  const waiting = takeFileLock(file, there, HOUR_MS, controller.signal);
  setImmediate(() => controller.abort(new Error("stop")));
  await expect(waiting).rejects.toThrow("stop");
  expect(await readdir(folder)).toEqual(["lock"]);
  await (await takeFileLock(file, there, 100, patience()))();
  expect(await readdir(folder)).toEqual([]);
});

test("waiting for a live process ends with the signal, and the lock stays", async () => {
  const release = await takeFileLock(file, here, HOUR_MS, signal);
  const held = await readFile(file, "utf8");
  const controller = new AbortController();
  const waiting = withFileLock(file, locked, async () => "never", controller.signal);
  controller.abort(new Error("stop"));
  await expect(waiting).rejects.toThrow("stop");
  expect(await readFile(file, "utf8")).toBe(held);
  await release();
});

test("who was taken for gone releases nothing of the next holder", async () => {
  const late = await takeFileLock(file, here, HOUR_MS, signal);
  const release = await takeFileLock(file, here, 100, patience());
  await late();
  expect(await readdir(folder)).toEqual(["lock"]);
  await release();
  expect(await readdir(folder)).toEqual([]);
});

test("a lock that says nothing of its holder goes by its age", async () => {
  await writeFile(file, "12");
  await (await takeFileLock(file, here, 100, patience()))();
  expect(await readdir(folder)).toEqual([]);
});
