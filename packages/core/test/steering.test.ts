/** Input while a turn runs, and right after it. */

import { callTool, holdUntil, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { ofKind } from "./event-log.ts";
import { testThread, textInput } from "./test-thread.ts";

const DEADLINE = () => AbortSignal.timeout(10_000);

test("what is said during a turn reaches the model with its next request, after the outputs", async () => {
  const said = Promise.withResolvers<void>();
  await using rig = await testThread([
    reply(callTool("exec_command", { cmd: "echo hi", login: false }, "c1"), holdUntil(said.promise)),
    reply(say("done")),
  ]);
  const turn = rig.start("first");
  await rig.log.next("exec_command_end");
  rig.thread.submit({ type: "user_input", items: [textInput("second")] });
  said.resolve();
  const events = await rig.finished(turn);
  const input = rig.model.request(1).input.slice(-3);
  expect(input.map((item) => item["type"])).toEqual(["function_call", "function_call_output", "message"]);
  expect(rig.model.request(1).texts("user").at(-1)).toBe("second");
  expect(ofKind(events, "user_message").map((message) => message.message)).toEqual(["first", "second"]);
});

test("it makes a model that had finished go on", async () => {
  const said = Promise.withResolvers<void>();
  await using rig = await testThread([reply(say("one"), holdUntil(said.promise)), reply(say("two"))]);
  const turn = rig.start("first");
  await rig.log.next("agent_message");
  rig.start("second");
  said.resolve();
  const events = await rig.finished(turn);
  expect(events.at(-1)).toEqual({ type: "task_complete", last_agent_message: "two" });
  expect(ofKind(events, "task_complete")).toHaveLength(1);
});

test("a client that answers the end of a turn at once starts a new turn", async () => {
  await using rig = await testThread([reply(say("one")), reply(say("two"))]);
  const answered = rig.log.find(({ msg }) => msg.type === "task_complete").then(() => rig.start("second"));
  await rig.turn("first");
  const events = await rig.finished(await answered);
  expect(events.at(-1)).toEqual({ type: "task_complete", last_agent_message: "two" });
});

test("an interrupt keeps what was said meanwhile, in its place before the marker", async () => {
  await using rig = await testThread([
    reply(callTool("exec_command", { cmd: "exec sleep 60", login: false }, "c1")),
    reply(say("done")),
  ]);
  const turn = rig.start("first");
  await rig.log.next("exec_command_begin");
  rig.start("second");
  rig.thread.submit({ type: "interrupt" });
  await rig.finished(turn);
  await rig.turn("third");
  expect(rig.model.request(1).texts("user").slice(-4)).toEqual([
    "first",
    "second",
    expect.stringMatching(/^<turn_aborted>\n.*\n<\/turn_aborted>$/),
    "third",
  ]);
});

test("what is said during a compaction is kept for the next turn", async () => {
  const said = Promise.withResolvers<void>();
  await using rig = await testThread([
    reply(say("one")),
    reply(say("summary"), holdUntil(said.promise)),
    reply(say("two")),
  ]);
  await rig.turn("first");
  const compaction = rig.thread.submit({ type: "compact" });
  await rig.model.waitForRequest(1, DEADLINE());
  rig.start("second");
  said.resolve();
  await rig.finished(compaction);
  await rig.turn("third");
  expect(rig.model.request(2).texts("user").slice(-2)).toEqual(["second", "third"]);
});
