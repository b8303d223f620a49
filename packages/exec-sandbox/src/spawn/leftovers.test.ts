import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "@jest/globals";
import { eventually, livingWith } from "../../test/processes-left.ts";
import { createLeftovers, isStillOurs } from "./leftovers.ts";

const onLinux = process.platform === "linux" ? test : test.skip;

/** Runs a script as the leader of a session, to its end, and gives its number. */
async function runLeader(script: string): Promise<number> {
  const child = spawn("bash", ["-c", script], { detached: true, stdio: "ignore" });
  await once(child, "exit");
  if (child.pid === undefined) throw new Error("bash did not start");
  return child.pid;
}

onLinux("ends what a leader has left, and only that", async () => {
  const leftovers = createLeftovers("linux");
  const [first, second] = await Promise.all([runLeader("sleep 53.1 &"), runLeader("sleep 53.2 &")]);
  leftovers.note(first);
  leftovers.note(second);
  await leftovers.end(first);
  expect([livingWith("sleep 53.1").length, livingWith("sleep 53.2").length]).toEqual([0, 1]);
  expect([leftovers.has(first), leftovers.has(second)]).toEqual([false, true]);
  await leftovers.endAll();
  expect(livingWith("sleep 53.2")).toEqual([]);
});

onLinux("a leader that has left nothing is not remembered", async () => {
  const leftovers = createLeftovers("linux");
  const leader = await runLeader("true");
  leftovers.note(leader);
  expect(leftovers.has(leader)).toBe(false);
});

onLinux(
  "children that leftovers make later are ended, in sessions of their own and without parents",
  async () => {
    const leftovers = createLeftovers("linux");
    const leader = await runLeader("(sleep 0.1; setsid sleep 53.3 & (sleep 53.3 &) ; sleep 53.3; :) &");
    leftovers.note(leader);
    expect(await eventually(() => sleepers("53.3") === 3)).toBe(true);
    await leftovers.endAll();
    expect(livingWith("53.3")).toEqual([]);
  },
);

onLinux(
  "a session whose members have all changed is still known while numbers cannot have come round",
  async () => {
    const leftovers = createLeftovers("linux");
    const leader = await runLeader("(sleep 0.1; sleep 53.4 &) &");
    leftovers.note(leader);
    expect(await eventually(() => sleepers("53.4") === 1 && livingWith("53.4").length === 1)).toBe(true);
    await leftovers.endAll();
    expect(livingWith("53.4")).toEqual([]);
  },
);

onLinux("a process that has the number of a leader is somebody else's, and so is its session", async () => {
  const other = spawn("bash", ["-c", "sleep 53.5 & wait"], { detached: true, stdio: "ignore" });
  const ended = once(other, "exit");
  expect(await eventually(() => sleepers("53.5") === 1)).toBe(true);
  const leftovers = createLeftovers("linux");
  leftovers.note(other.pid ?? 0);
  expect(leftovers.has(other.pid ?? 0)).toBe(false);
  await leftovers.endAll();
  expect(sleepers("53.5")).toBe(1);
  process.kill(-(other.pid ?? 0), "SIGKILL");
  await ended;
});

test.each([
  ["a member that was seen lives", [{ pid: 7, startedAt: "100" }], 90_000, true],
  ["its number names another process by now", [{ pid: 7, startedAt: "200" }], 90_000, false],
  ["all members are new, but no number has come round", [{ pid: 8, startedAt: "200" }], 1_999, true],
  ["all members are new", [{ pid: 8, startedAt: "200" }], 2_000, false],
  ["all members are new and nobody counts", [{ pid: 8, startedAt: "200" }], undefined, false],
])("whether a session is the same when %s", (_, living, starts, isSame) => {
  const remains = { members: new Map([[7, "100"]]), starts: 1_000 };
  expect(isStillOurs(remains, living, starts, 1_000)).toBe(isSame);
});

onLinux("where nobody lists processes the group is ended", async () => {
  const leftovers = createLeftovers("darwin");
  const leader = await runLeader("sleep 53.6 & setsid sleep 53.7 & sleep 0.1");
  leftovers.note(leader);
  await leftovers.endAll();
  expect(await eventually(() => livingWith("sleep 53.6").length === 0)).toBe(true);
  const [left = ""] = livingWith("sleep 53.7");
  process.kill(Number.parseInt(left, 10), "SIGKILL");
});

/** How many run the program itself. */
const sleepers = (seconds: string) =>
  livingWith(`sleep ${seconds}`).filter((line) => line.split(" ").slice(1).join(" ") === `sleep ${seconds}`)
    .length;
