/** What is left of a thread when its process dies, or its disk ends, in the middle of a line. */
import { type SpawnOptionsWithStdioTuple, type StdioNull, type StdioPipe, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, stat, truncate } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { agentMessage, agentTexts, newRecorder, randomFrom, signal, tempHome } from "../../test/rig.ts";
import { readRollout } from "./read-rollout.ts";
import { type RolloutRecorder, resumeRolloutRecorder } from "./recorder.ts";

const CHILD = fileURLToPath(new URL("../../test/recording-child.ts", import.meta.url));
const CHILD_ARGS = ["--no-warnings", CHILD];
/** A child that goes wrong ends before the test's own limit, and is not left behind. */
const CHILD_OPTIONS: SpawnOptionsWithStdioTuple<StdioNull, StdioPipe, StdioNull> = {
  stdio: ["ignore", "pipe", "inherit"],
  timeout: 15_000,
  killSignal: "SIGKILL",
};

const sizeOf = async (file: string) => (await stat(file).catch(() => undefined))?.size ?? 0;
const sorted = (numbers: readonly number[]) => numbers.toSorted((left, right) => left - right);

/**
 * Records, persists, flushes and crashes at random. Every crash leaves what was flushed and a prefix of the
 * rest. Returns what must be in the file at the end.
 */
async function liveRandomly(home: string, random: (below: number) => number) {
  let recorder: RolloutRecorder = newRecorder(home, {}).recorder;
  const threadPath = recorder.path;
  let next = 0;
  let isPersisted = false;
  /** Numbers whose flush had returned: a crash must not lose them. */
  let safe: number[] = [];
  let open: number[] = [];
  let safeSize = 0;
  const settle = async () => {
    await recorder.flush();
    safe = [...safe, ...open];
    open = [];
    safeSize = await sizeOf(threadPath);
  };
  for (let step = 0; step < 30; step += 1) {
    const action = random(10);
    if (action < 6) {
      const count = 1 + random(4);
      const items = Array.from({ length: count }, () => {
        open.push(next);
        next += 1;
        return agentMessage(`${next - 1} ${"é".repeat(random(40))}`);
      });
      recorder.record(items);
    } else if (action === 6) {
      await recorder.persist(signal);
      isPersisted = true;
      await settle();
    } else if (action === 7 && isPersisted) {
      await settle();
    } else if (action > 7 && isPersisted) {
      await recorder.close();
      // As if the process had died before the last bytes, any number of them, had left it.
      await truncate(threadPath, safeSize + random((await sizeOf(threadPath)) - safeSize + 1));
      const survivors = numbersOf((await readRollout(threadPath, signal)).items);
      expect(survivors).toEqual([...safe, ...open].slice(0, survivors.length));
      expect(survivors.length).toBeGreaterThanOrEqual(safe.length);
      safe = [...survivors];
      open = [];
      recorder = resumeRolloutRecorder({
        threadId: recorder.threadId,
        path: threadPath,
        clock: { now: () => 0 },
        onFailure: (failure) => {
          throw failure;
        },
      });
      safeSize = await sizeOf(threadPath);
    }
  }
  if (isPersisted) await settle();
  await recorder.close();
  return { threadPath, isPersisted, safe };
}

function numbersOf(items: Parameters<typeof agentTexts>[0]): readonly number[] {
  return agentTexts(items).map((text) => Number.parseInt(text, 10));
}

test("any life of a thread leaves a readable file, in order, without what was flushed missing", async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    await using home = await tempHome();
    const { threadPath, isPersisted, safe } = await liveRandomly(home.path, randomFrom(seed));
    if (!isPersisted) {
      expect(await sizeOf(threadPath)).toBe(0);
      continue;
    }
    const numbers = numbersOf((await readRollout(threadPath, signal)).items);
    expect({ seed, numbers }).toEqual({ seed, numbers: safe });
    expect(numbers).toEqual(sorted([...new Set(numbers)]));
  }
});

test("a killed process leaves every flushed item and a readable prefix", async () => {
  await using home = await tempHome();
  const child = spawn(process.execPath, [...CHILD_ARGS, "endless", home.path], CHILD_OPTIONS);
  const exited = once(child, "exit");
  let threadPath = "";
  let flushed = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    if (threadPath === "") threadPath = line;
    else flushed = Number(line);
    if (flushed >= 200) child.kill("SIGKILL");
  }
  await exited;
  const { items, parseErrors } = await readRollout(threadPath, signal);
  const numbers = numbersOf(items);
  expect(numbers).toEqual(Array.from(numbers, (_, index) => index));
  expect(numbers.length).toBeGreaterThan(flushed);
  expect(parseErrors).toBeLessThanOrEqual(1);
});

test("a disk that ends in the middle of a line loses nothing while the process lives", async () => {
  await using home = await tempHome();
  // The shell's limit on file sizes (in KiB) makes the kernel take a part of a write and refuse the rest.
  const child = spawn(
    "bash",
    ["-c", 'ulimit -S -f 4 && exec "$0" "$@"', process.execPath, ...CHILD_ARGS, "limited", home.path],
    CHILD_OPTIONS,
  );
  const exited = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  expect(await exited).toEqual([0, null]);
  const [last = "", ...said] = lines.toReversed();
  expect(said.toReversed()).toEqual(["storage_full", "storage_full", "reports 1"]);

  const names = (await readdir(home.path)).filter((name) => name.startsWith("part-")).sort();
  const files = [...names.map((name) => path.join(home.path, name)), last];
  const parts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  expect(parts.slice(0, -1).map((text) => text.length)).toEqual(names.map(() => 4096));
  const { items } = await readRollout(await home.write("all.jsonl", parts.join("\n")), signal);
  expect(numbersOf(items)).toEqual(Array.from({ length: 60 }, (_, index) => index));
});
