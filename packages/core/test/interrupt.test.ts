/** Stopping a turn, at every moment that it has. The rig checks that no process is left. */

import { callTool, hang, reply, say, stallAfter } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { FULL_ACCESS, type TestThread, testThread } from "./test-thread.ts";

/** Interrupts once `moment` has come and gives the events of the turn. */
async function interruptAt(rig: TestThread, moment: (rig: TestThread) => Promise<unknown>) {
  const turn = rig.start("go");
  await moment(rig);
  rig.thread.submit({ type: "interrupt" });
  const events = await rig.finished(turn);
  expect(events.at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
  expect(kinds(events)).not.toContain("task_complete");
  expect(kinds(events)).not.toContain("error");
  return events;
}

/** Runs another turn and gives what the model was then told of the first. */
async function toldNext(rig: TestThread) {
  await rig.turn("go on");
  return rig.model.requests.at(-1)?.input ?? [];
}

const isMarker = (text: string | undefined) => /^<turn_aborted>\n.+\n<\/turn_aborted>$/.test(text ?? "");

test("while the model has not answered", async () => {
  await using rig = await testThread([hang(), reply(say("done"))]);
  await interruptAt(rig, () => rig.model.waitForRequest(0, AbortSignal.timeout(10_000)));
  await toldNext(rig);
  const texts = rig.model.request(1).texts("user");
  expect(texts.at(-3)).toBe("go");
  expect(isMarker(texts.at(-2))).toBe(true);
});

test("in the middle of an answer", async () => {
  await using rig = await testThread([stallAfter(say("half of")), reply(say("done"))]);
  const events = await interruptAt(rig, () => rig.log.next("raw_response_item", 10));
  expect(ofKind(events, "agent_message")).toHaveLength(1);
  await toldNext(rig);
  expect(rig.model.request(1).texts("assistant")).toEqual(["half of"]);
});

test("while a command runs", async () => {
  await using rig = await testThread([
    reply(callTool("exec_command", { cmd: "echo early; exec sleep 60", login: false }, "c1")),
    reply(say("done")),
  ]);
  const events = await interruptAt(rig, () => rig.log.next("exec_command_output_delta"));
  expect(ofKind(events, "exec_command_end")).toMatchObject([{ call_id: "c1", aggregated_output: "early\n" }]);
  await toldNext(rig);
  expect(rig.model.request(1).toolOutput("c1")).toMatch(/^aborted by user after \d+\.\ds$/);
});

test("while a one-shot command runs that ignores being asked", async () => {
  await using rig = await testThread([
    reply(callTool("shell", { command: ["sh", "-c", "trap '' TERM; echo early; sleep 60; sleep 60"] }, "c1")),
    reply(say("done")),
  ]);
  const events = await interruptAt(rig, () => rig.log.next("exec_command_output_delta"));
  expect(ofKind(events, "exec_command_end")).toMatchObject([{ call_id: "c1", stdout: "early\n" }]);
  await toldNext(rig);
  expect(rig.model.request(1).toolOutput("c1")).toMatch(/^Wall time: \d+\.\d seconds\naborted by user$/);
});

test("while a call waits behind an exclusive one", async () => {
  await using rig = await testThread([
    reply(
      callTool("shell", { command: ["sleep", "60"] }, "c1"),
      callTool("shell", { command: ["touch", "never"] }, "c2"),
    ),
    reply(say("done")),
  ]);
  const events = await interruptAt(rig, () => rig.log.next("exec_command_begin"));
  expect(ofKind(events, "exec_command_begin")).toHaveLength(1);
  await toldNext(rig);
  expect(rig.model.request(1).toolOutput("c2")).toMatch(/aborted by user$/);
  await expect(rig.repo.read("never")).rejects.toThrow();
});

test("while a question waits for its answer", async () => {
  await using rig = await testThread(
    [reply(callTool("shell", { command: ["touch", "never"] }, "c1")), reply(say("done"))],
    { settings: { approvalPolicy: "untrusted", sandboxPolicy: FULL_ACCESS } },
  );
  const events = await interruptAt(rig, () => rig.log.next("exec_approval_request"));
  expect(ofKind(events, "exec_command_end")).toMatchObject([{ call_id: "c1", exit_code: -1 }]);
  await toldNext(rig);
  expect(rig.model.request(1).toolOutput("c1")).toBe("exec command rejected by user");
  await expect(rig.repo.read("never")).rejects.toThrow();
});

test("background processes go too, whether a turn runs or not", async () => {
  await using rig = await testThread([
    reply(callTool("exec_command", { cmd: "exec sleep 60", yield_time_ms: 250, login: false }, "c1")),
    reply(say("done")),
  ]);
  await rig.turn("go");
  rig.thread.submit({ type: "interrupt" });
  expect(await rig.log.next("exec_command_end")).toMatchObject({ call_id: "c1", exit_code: -1 });
});

test("the marker is in the rollout and announced to nobody", async () => {
  await using rig = await testThread([hang(), reply(say("done"))]);
  const events = await interruptAt(rig, () => rig.model.waitForRequest(0, AbortSignal.timeout(10_000)));
  expect(JSON.stringify(ofKind(events, "raw_response_item"))).not.toContain("turn_aborted");
  const lines = await rig.rollout();
  expect(JSON.stringify(lines.filter((line) => line.type === "response_item"))).toContain("<turn_aborted>");
  await toldNext(rig);
});

test("a decision to abort ends the turn like an interrupt, and the background with it", async () => {
  await using rig = await testThread(
    [
      reply(callTool("exec_command", { cmd: "exec sleep 60", yield_time_ms: 250, login: false }, "c1")),
      reply(callTool("exec_command", { cmd: "touch never", login: false }, "c2")),
      reply(say("done")),
    ],
    { settings: { approvalPolicy: "untrusted" } },
  );
  const turn = rig.start("go");
  for (const id of ["c1", "c2"]) {
    await rig.log.find(({ msg }) => msg.type === "exec_approval_request" && msg.call_id === id);
    rig.thread.submit({ type: "exec_approval", id, decision: id === "c1" ? "approved" : "abort" });
  }
  const events = await rig.finished(turn);
  expect(ofKind(events, "exec_command_end")).toMatchObject([{ call_id: "c1" }]);
  expect(events.at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
  await toldNext(rig);
  expect(isMarker(rig.model.request(2).texts("user").at(-2))).toBe(true);
});
