/** Whatever clients do, and whenever: turns begin and end once, and nothing is left behind. */

import { setImmediate } from "node:timers/promises";
import type { Op } from "@codex-ts/protocol";
import { callTool, cutAfter, hang, type ModelReply, reply, say, status } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { ofKind } from "./event-log.ts";
import { type TestThread, testThread, textInput } from "./test-thread.ts";

/** A reproducible row of numbers from 0 to below 1 (the generator "mulberry32"). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<Value>(random: () => number, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)] as Value;
}

function randomReply(random: () => number, index: number): ModelReply {
  const call = (cmd: string) =>
    callTool("exec_command", { cmd, login: false, yield_time_ms: 250 }, `c${index}-${cmd.length}`);
  return pick(random, [
    () => reply(say("fine")),
    () => reply(call("true"), call("echo hello")),
    () => reply(call("exec sleep 60"), say("it runs")),
    () => reply(callTool("shell", { command: ["sleep", "0.1"] }, `s${index}`)),
    () => reply(callTool("no_such_tool", {}, `n${index}`)),
    () => cutAfter(say("half")),
    () => status(400, "no"),
    () => hang(),
  ])();
}

const OPS: readonly (() => Op)[] = [
  () => ({ type: "user_input", items: [textInput("go")] }),
  () => ({ type: "user_input", items: [textInput("go on")] }),
  () => ({ type: "interrupt" }),
  () => ({ type: "compact" }),
  () => ({ type: "override_turn_context", effort: "low" }),
  () => ({ type: "clean_background_terminals" }),
];

/** Answers some questions of the client's, and lets others wait. */
function answerSome(rig: TestThread, random: () => number): void {
  for (const ask of ofKind(
    rig.log.events.map(({ msg }) => msg),
    "exec_approval_request",
  )) {
    const decision = pick(random, [
      "approved",
      "approved_for_session",
      "denied",
      "abort",
      "wait",
      "wait",
    ] as const);
    if (decision !== "wait") rig.thread.submit({ type: "exec_approval", id: ask.call_id, decision });
  }
}

/** Submits ops, one right after the other or after some turns of the event loop, in which anything may happen. */
async function misuse(rig: TestThread, random: () => number): Promise<void> {
  for (let count = 0; count < 25; count += 1) {
    rig.thread.submit(pick(random, OPS)());
    const turns = random() < 0.3 ? 0 : Math.floor(random() * 3_000);
    if (random() < 0.3) answerSome(rig, random);
    for (let passed = 0; passed < turns; passed += 1) await setImmediate();
  }
}

const COURSES = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
  (["never", "untrusted"] as const).map((approvalPolicy) => [seed, approvalPolicy] as const),
);

test.each(COURSES)("course %d under `%s`", async (seed, approvalPolicy) => {
  const random = numbersFrom(seed);
  await using rig = await testThread((index) => randomReply(random, index), { settings: { approvalPolicy } });
  await misuse(rig, random);
  await rig.thread.close();

  const { events } = rig.log;
  const of = (...types: readonly string[]) =>
    events.filter(({ msg }) => types.includes(msg.type)).map(({ id }) => id);
  expect(of("task_complete", "turn_aborted")).toEqual(of("task_started"));
  const all = events.map(({ msg }) => msg);
  const begun = ofKind(all, "exec_command_begin").map((begin) => begin.call_id);
  const ended = ofKind(all, "exec_command_end").map((end) => end.call_id);
  expect([...ended].sort()).toEqual([...begun].sort());
  expect(all.at(-1)).toEqual({ type: "shutdown_complete" });
});
