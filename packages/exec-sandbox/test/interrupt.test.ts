/** Ends commands at many different moments and looks for what is left. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { createProcessStore, runCommand } from "../src/index.ts";
import { isLinux, openTestHost, PLAIN_ENV, planFor, temporaryFolder } from "./linux-host.ts";
import { eventually, livingWith, openChannels, zombieChildren } from "./processes-left.ts";

const onLinux = isLinux ? test : test.skip;
const MARK = "sleep 47.11";
/** A tree with a background job, a session of its own and a job that ignores polite signals. */
const TREE = `${MARK} & setsid ${MARK} & (trap '' TERM HUP INT; ${MARK}) & echo up; ${MARK}; ${MARK}`;
/** From before the launcher has run until well after the tree stands, ms. */
const MOMENTS = Array.from({ length: 30 }, (_, index) => (index * index) / 25);

onLinux("whenever a command is aborted, no process, zombie or channel is left", async () => {
  const before = openChannels();
  const folder = temporaryFolder();
  const host = await openTestHost();
  const plan = planFor(host, folder.path);
  for (const moment of MOMENTS) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error("interrupt")), moment);
    const request = {
      argv: ["bash", "-c", TREE],
      cwd: folder.path,
      env: PLAIN_ENV,
      plan,
      timeoutMs: 60_000,
      onDelta: () => undefined,
    };
    const outcome = await runCommand(host, request, controller.signal);
    clearTimeout(timer);
    expect(outcome).toMatchObject({ end: "aborted" });
  }
  await host.close();
  folder.remove();
  expect(await eventually(() => livingWith(MARK).length === 0)).toBe(true);
  expect(zombieChildren()).toEqual([]);
  expect(openChannels()).toEqual(before);
});

onLinux("whenever a store is closed, no process, zombie or channel is left", async () => {
  const before = openChannels();
  const folder = temporaryFolder();
  const host = await openTestHost();
  const plan = planFor(host, folder.path);
  for (const [index, moment] of MOMENTS.slice(0, 16).entries()) {
    const store = createProcessStore({ host, random: Math.random });
    const request = { argv: ["bash", "-c", TREE], cwd: folder.path, env: PLAIN_ENV, plan };
    const process = await store.start({ ...request, tty: index % 2 === 0 });
    await Promise.race([process.ended, new Promise((resolve) => setTimeout(resolve, moment))]);
    await store.closeAll();
    expect(process.end).toBeDefined();
  }
  await host.close();
  folder.remove();
  expect(await eventually(() => livingWith(MARK).length === 0)).toBe(true);
  expect(zombieChildren()).toEqual([]);
  expect(await eventually(() => openChannels().join() === before.join())).toBe(true);
});

onLinux("commands die with their parent, even when it is killed without warning", async () => {
  const seconds = "47.12";
  const script = path.join(import.meta.dirname, "parent-that-dies.ts");
  const args = [script, seconds];
  const parent: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  if (parent.stdout) await once(parent.stdout, "data");
  expect(await eventually(() => livingWith(`sleep ${seconds}`).length === 3)).toBe(true);
  const ended = once(parent, "exit");
  parent.kill("SIGKILL");
  await ended;
  expect(await eventually(() => livingWith(`sleep ${seconds}`).length === 0)).toBe(true);
});
