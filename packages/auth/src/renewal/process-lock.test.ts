import { spawnSync } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { sleep } from "@codex-ts/std";
import { tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { takeProcessLock } from "./process-lock.ts";

const deadline = () => AbortSignal.timeout(10_000);

const options = (folder: string, id: string) => ({
  file: path.join(folder, "lock"),
  pid: process.pid,
  hostname: "here",
  id,
  sleep,
});

test("one holds it at a time, and it leaves nothing behind", async () => {
  await using dir = await tempDir();
  let holders = 0;
  let most = 0;
  await Promise.all(
    ["a", "b", "c", "d"].map(async (id) => {
      const release = await takeProcessLock(options(dir.path, id), deadline());
      holders += 1;
      most = Math.max(most, holders);
      await new Promise((resolve) => setImmediate(resolve));
      holders -= 1;
      await release();
    }),
  );
  expect(most).toBe(1);
  expect(await readdir(dir.path)).toEqual([]);
});

test("a holder that has ended loses it", async () => {
  await using dir = await tempDir();
  const { pid } = spawnSync("true");
  await writeFile(path.join(dir.path, "lock"), JSON.stringify({ id: "old", pid, hostname: "here" }));
  await (await takeProcessLock(options(dir.path, "new"), deadline()))();
  expect(await readdir(dir.path)).toEqual([]);
});

test("the process id of another machine says nothing", async () => {
  await using dir = await tempDir();
  const { pid } = spawnSync("true");
  await writeFile(path.join(dir.path, "lock"), JSON.stringify({ id: "old", pid, hostname: "there" }));
  const patience = new AbortController();
  const waiting = takeProcessLock(
    { ...options(dir.path, "new"), sleep: async () => patience.abort("enough") },
    patience.signal,
  );
  await expect(waiting).rejects.toBe("enough");
  expect(await readdir(dir.path)).toEqual(["lock"]);
});
