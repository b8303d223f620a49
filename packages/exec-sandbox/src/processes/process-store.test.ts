import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { neverAborted, openTestHost, PLAIN_ENV, planFor, temporaryFolder } from "../../test/linux-host.ts";
import { eventually, livingWith } from "../../test/processes-left.ts";
import type { ExecHost } from "../host.ts";
import { createLeftovers, type Leftovers } from "../spawn/leftovers.ts";
import type { ManagedProcess } from "./managed-process.ts";
import { createProcessStore, type ProcessStore, pruningVictim } from "./process-store.ts";

const LONG_MS = 20_000;
let host: ExecHost;
let folder: ReturnType<typeof temporaryFolder>;
let leftovers: Leftovers;
let store: ProcessStore;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(() => host.close());
beforeEach(() => {
  folder = temporaryFolder();
  leftovers = createLeftovers(host.platform);
  store = createProcessStore({ host, random: Math.random, leftovers });
});
afterEach(async () => {
  await store.closeAll();
  folder.remove();
});

const start = (script: string, tty: boolean, argv: readonly string[] = ["bash", "-c", script]) =>
  store.start({
    argv,
    cwd: folder.path,
    env: { ...PLAIN_ENV, TERM: "dumb" },
    plan: planFor(host, folder.path),
    tty,
  });
const collect = (process: ManagedProcess, yieldMs = LONG_MS) => process.collect(yieldMs, neverAborted());

/** Collects until the text has arrived. */
async function collectUntil(process: ManagedProcess, text: string): Promise<string> {
  let output = "";
  expect(await eventually(() => process.transcript().includes(text))).toBe(true);
  output += (await collect(process, 0)).output;
  return output;
}

test("outputs come in the order of writing", async () => {
  const process = await start("for i in 1 2 3 4 5; do echo o$i; echo e$i >&2; done; exit 4", false);
  expect(await collect(process)).toEqual({
    output: "o1\ne1\no2\ne2\no3\ne3\no4\ne4\no5\ne5\n",
    droppedBytes: 0,
    end: { kind: "exited", exitCode: 4, signal: undefined },
    wallMs: expect.any(Number),
  });
});

test("a collection ends with the process, not with its time", async () => {
  const process = await start("echo quick", false);
  const { output, end } = await collect(process, 60_000);
  expect([output, end?.kind]).toEqual(["quick\n", "exited"]);
});

test("a collection of a running process gives what is there, each portion once", async () => {
  const process = await start("echo one; read -t 0.01; sleep 60", false);
  expect(await collectUntil(process, "one")).toBe("one\n");
  expect(await collect(process, 1)).toMatchObject({ output: "", end: undefined });
});

test("an aborted collection loses nothing", async () => {
  const process = await start("echo kept; sleep 60", false);
  expect(await eventually(() => process.transcript() === "kept\n")).toBe(true);
  await expect(process.collect(LONG_MS, AbortSignal.abort(new Error("stop")))).rejects.toThrow("stop");
  expect((await collect(process, 0)).output).toBe("kept\n");
});

test("a follower gets the first bytes too", async () => {
  const process = await start("echo first; echo last", false);
  await process.ended;
  const seen: string[] = [];
  process.onOutput((bytes) => seen.push(Buffer.from(bytes).toString()));
  expect(seen.join("")).toBe("first\nlast\n");
});

test("there is no standard input on pipes", async () => {
  const process = await start("cat; sleep 60", false);
  expect(process.write("x")).toEqual({ kind: "refused", message: expect.stringContaining("tty=true") });
});

test.each([false, true])("what cannot start says why (terminal: %s)", async (tty) => {
  const missing = await start("", tty, ["no-such-program"]);
  expect((await collect(missing)).end).toEqual({
    kind: "not_started",
    failure: { reason: "program_not_found", message: expect.stringContaining("no-such-program") },
  });
  expect(missing.transcript()).toBe("");
});

test("a terminal has 24 rows and 80 columns, echoes, and is confined", async () => {
  const process = await start("stty size; read line; echo got $line; touch /outside-of-roots; exit 5", true);
  expect(await collectUntil(process, "24 80")).toBe("24 80\r\n");
  expect(process.write("hello\n")).toEqual({ kind: "written" });
  const { output, end } = await collect(process);
  expect(output).toContain("hello\r\ngot hello\r\n");
  expect(output).toMatch(/touch: .*\/outside-of-roots/);
  expect(end).toEqual({ kind: "exited", exitCode: 5, signal: undefined });
  expect(process.write("late")).toMatchObject({ kind: "refused" });
});

test("control characters go to the terminal as they are", async () => {
  const process = await start(
    "trap 'echo caught; exit 9' INT; echo ready; while :; do sleep 0.1; done",
    true,
  );
  await collectUntil(process, "ready");
  process.write("\u0003");
  expect((await collect(process)).end).toEqual({ kind: "exited", exitCode: 9, signal: undefined });
});

test("more input than a terminal holds waits until the program reads, and nothing else waits for it", async () => {
  const process = await start(
    "mkfifo fifo; stty raw -echo; echo ready; read go < fifo; head -c 50000 | wc -c",
    true,
  );
  await collectUntil(process, "ready");
  for (let index = 0; index < 10; index += 1) process.write("x".repeat(5_000));
  const opener = await start("echo go > fifo", false);
  expect((await collect(opener)).end).toMatchObject({ exitCode: 0 });
  expect((await collect(process)).output.trim()).toBe("50000");
});

test.each([false, true])("killing ends the tree (terminal: %s)", async (tty) => {
  const process = await start(
    "setsid sleep 62.83 & (trap '' TERM HUP; sleep 62.83) & echo up; sleep 62.83",
    tty,
  );
  await collectUntil(process, "up");
  expect(await eventually(() => livingWith("sleep 62.83").length >= 3)).toBe(true);
  await store.remove(process.id);
  expect(process.end).toMatchObject({ kind: "exited" });
  expect(await eventually(() => livingWith("sleep 62.83").length === 0)).toBe(true);
});

test("closing leaves nothing alive, not even what ended processes left behind", async () => {
  const ended = await start("sleep 62.84 & exit 0", false);
  await ended.ended;
  expect(livingWith("sleep 62.84")).toHaveLength(1);
  for (const tty of [false, true]) await start("trap '' TERM HUP; sleep 62.84; sleep 62.84", tty);
  expect(await eventually(() => livingWith("sleep 62.84").length >= 3)).toBe(true);
  await store.closeAll();
  expect(store.size).toBe(0);
  expect(await eventually(() => livingWith("62.84").length === 0)).toBe(true);
});

test.each([
  ["in the background", "sleep 62.85 >/dev/null 2>&1 & exit 0", false],
  ["holding the output", "sleep 62.85 & exit 0", false],
  ["deaf to hang-ups", "nohup sleep 62.85 >/dev/null 2>&1 & exit 0", false],
  ["without a parent", "(sleep 62.85 >/dev/null 2>&1 &)", false],
  ["on a terminal", "trap '' HUP; sleep 62.85 & exit 0", true],
])("what an ended process left %s lives until the process is removed", async (_, script, tty) => {
  const process = await start(script, tty);
  await process.ended;
  expect(livingWith("sleep 62.85")).toHaveLength(1);
  await store.remove(process.id);
  expect(livingWith("sleep 62.85")).toEqual([]);
});

test("ids are unique and between 1000 and 99999", async () => {
  const numbers = [0, 0, 0.999999];
  const fixed = createProcessStore({ host, random: () => numbers.shift() ?? 0.5, leftovers });
  const request = {
    argv: ["true"],
    cwd: folder.path,
    env: PLAIN_ENV,
    plan: planFor(host, folder.path),
    tty: false,
  };
  const [first, second] = [await fixed.start(request), await fixed.start(request)];
  expect([first.id, second.id]).toEqual([1000, 99_999]);
  expect(fixed.get(1000)).toBe(first);
  expect(fixed.list()).toEqual([second, first]);
  await fixed.remove(1000);
  expect(fixed.get(1000)).toBeUndefined();
  await fixed.closeAll();
});

test("the oldest ended process makes room, else the oldest, but never one of the latest eight", () => {
  const end = { kind: "exited", exitCode: 0, signal: undefined } as const;
  const list = (...endedAt: number[]) =>
    Array.from({ length: 12 }, (_, index) => ({ index, end: endedAt.includes(index) ? end : undefined }));
  expect(pruningVictim(list(2, 3))?.index).toBe(2);
  expect(pruningVictim(list())?.index).toBe(0);
  expect(pruningVictim(list(4, 11))?.index).toBe(0);
});

test("what is just being started when all is closed does not outlive it", async () => {
  const mark = "sleep 49.4";
  const started = [start(mark, false), start(mark, true)];
  await store.closeAll();
  for (const process of await Promise.all(started)) expect(process.end).toBeDefined();
  expect(await eventually(() => livingWith(mark).length === 0)).toBe(true);
});
