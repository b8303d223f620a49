/** Ends commands at random moments and looks for what is left. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, test } from "@jest/globals";
import {
  createLeftovers,
  createProcessStore,
  type ExecHost,
  runCommand,
  type SandboxPlan,
} from "../src/index.ts";
import {
  BUBBLEWRAP,
  hasBubblewrap,
  isLinux,
  openTestHost,
  PLAIN_ENV,
  planFor,
  temporaryFolder,
} from "./linux-host.ts";
import { eventually, livingWith, openChannels, zombieChildren } from "./processes-left.ts";
import { seededRandom } from "./seeded-random.ts";

const onLinux = isLinux ? test : test.skip;
/** Ten seconds on a quiet machine; a busy one takes its time for every look at all processes. */
const LIMIT_MS = 240_000;
/** A tree with a background job, a session of its own and a job that ignores polite signals. */
const tree = (mark: string) =>
  `${mark} & setsid ${mark} & (trap '' TERM HUP INT; ${mark}) & echo up; ${mark}; ${mark}`;
/** From before the launcher has run until well after the tree stands, ms; early moments are the likelier ones. */
const LONGEST_MS = 40;
/** So many at a time: some rounds wait for processes that do not want to end. */
const AT_ONCE = 8;

interface Round {
  readonly host: ExecHost;
  readonly plan: SandboxPlan;
  readonly folder: string;
  readonly mark: string;
  readonly momentMs: number;
  readonly random: () => number;
}

async function abortCommand({ host, plan, folder, mark, momentMs }: Round): Promise<void> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error("interrupt")), momentMs);
  const request = {
    argv: ["bash", "-c", tree(mark)],
    cwd: folder,
    env: PLAIN_ENV,
    plan,
    timeoutMs: LIMIT_MS,
    onDelta: () => undefined,
  };
  const outcome = await runCommand(host, request, controller.signal);
  clearTimeout(timer);
  expect(outcome).toMatchObject({ end: "aborted" });
}

async function closeStore({ host, plan, folder, mark, momentMs, random }: Round): Promise<void> {
  const store = createProcessStore({ host, random, leftovers: createLeftovers(host.platform) });
  const tty = random() < 0.5;
  const request = { argv: ["bash", "-c", tree(mark)], cwd: folder, env: PLAIN_ENV, plan, tty };
  const process = await store.start(request);
  await Promise.race([process.ended, new Promise((resolve) => setTimeout(resolve, momentMs))]);
  await store.closeAll();
  expect(process.end).toBeDefined();
}

for (const [moment, mark, rounds, interrupt, usesBubblewrap] of [
  ["a command is aborted", "sleep 47.11", 110, abortCommand, false],
  ["a store is closed", "sleep 47.13", 70, closeStore, false],
  ["a command is aborted in bubblewrap (Debian package bubblewrap)", "sleep 47.14", 20, abortCommand, true],
] as const) {
  const run = usesBubblewrap && !hasBubblewrap ? test.skip : onLinux;
  run(
    `whenever ${moment}, no process, zombie or channel is left`,
    async () => {
      const { random, seed } = seededRandom();
      const before = openChannels();
      const folder = temporaryFolder();
      const host = await openTestHost(usesBubblewrap ? BUBBLEWRAP : undefined);
      const plan = planFor(host, folder.path);
      let left = rounds;
      const worker = async () => {
        while (left > 0) {
          left -= 1;
          const momentMs = random() ** 2 * LONGEST_MS;
          await interrupt({ host, plan, folder: folder.path, mark, momentMs, random });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      await host.close();
      folder.remove();
      const isClean = () => livingWith(mark).length === 0 && openChannels().join() === before.join();
      await eventually(isClean);
      const traces = { seed, living: livingWith(mark), zombies: zombieChildren(), channels: openChannels() };
      expect(traces).toEqual({ seed, living: [], zombies: [], channels: before });
    },
    LIMIT_MS,
  );
}

onLinux(
  "commands and their children die with their parent, even when it is killed without warning",
  async () => {
    const seconds = "47.12";
    const script = path.join(import.meta.dirname, "parent-that-dies.ts");
    const args = [script, seconds];
    const parent: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    if (parent.stdout) await once(parent.stdout, "data");
    expect(await eventually(() => sleepers(seconds).length === 5)).toBe(true);
    const ended = once(parent, "exit");
    parent.kill("SIGKILL");
    await ended;
    expect(await eventually(() => livingWith(`sleep ${seconds}`).length === 0)).toBe(true);
  },
);

/** Processes that are the program itself, not its shell or its keeper. */
const sleepers = (seconds: string) =>
  livingWith(`sleep ${seconds}`).filter((line) => line.split(" ").slice(1).join(" ") === `sleep ${seconds}`);
