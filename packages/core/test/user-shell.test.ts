/** Commands that the user types: alone, beside a turn, stopped, and what the model is told of them. */

import { callTool, hang, holdUntil, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { type TestThread, testThread } from "./test-thread.ts";

const run = (rig: TestThread, command: string) =>
  rig.thread.submit({ type: "run_user_shell_command", command });

/** What the model reads of commands in a request. */
const records = (rig: TestThread, request: number) =>
  rig.model
    .request(request)
    .texts("user")
    .filter((text) => text.startsWith("<user_shell_command>"));

/** Waits until a command is in the history. */
const recorded = (rig: TestThread, command: string) =>
  rig.log.find(({ msg }) => msg.type === "raw_response_item" && JSON.stringify(msg.item).includes(command));

const record = (command: string, exitCode: number, output: string) =>
  expect.stringMatching(
    new RegExp(
      `^<user_shell_command>\n<command>\n${command}\n</command>\n<result>\nExit code: ${exitCode}\n` +
        `Duration: \\d+\\.\\d{4} seconds\nOutput:\n${output}\n</result>\n</user_shell_command>$`,
    ),
  );

test("a command of its own is a turn without the model, which reads of it in the next", async () => {
  await using rig = await testThread([reply(say("done"))], {
    settings: { approvalPolicy: "untrusted", sandboxPolicy: { type: "read-only" } },
  });
  const line = "echo $CODEX_THREAD_ID > made.txt; echo hi; echo no >&2";
  const events = await rig.finished(run(rig, line));
  expect(kinds(events).filter((kind) => kind !== "exec_command_output_delta")).toEqual([
    "task_started",
    "exec_command_begin",
    "exec_command_end",
    "raw_response_item",
    "task_complete",
  ]);
  expect(events.at(-1)).toEqual({ type: "task_complete", last_agent_message: null });
  const [begin] = ofKind(events, "exec_command_begin");
  expect(begin).toMatchObject({
    source: "user_shell",
    cwd: rig.repo.path,
    command: ["/bin/bash", "-lc", line],
  });
  expect(begin).not.toHaveProperty("process_id");
  expect(ofKind(events, "exec_command_end")).toMatchObject([
    { source: "user_shell", exit_code: 0, stdout: "hi\n", stderr: "no\n", formatted_output: "hi\nno\n" },
  ]);
  expect(await rig.repo.read("made.txt")).toBe(`${rig.thread.id}\n`);
  expect(rig.model.requests).toEqual([]);
  await rig.turn("go");
  expect(rig.model.request(0).texts("user").slice(-2)).toEqual([record(".*", 0, "hi\nno\n"), "go"]);
});

test("beside a turn it joins that turn, and the model reads of it with its next request", async () => {
  const typed = Promise.withResolvers<void>();
  await using rig = await testThread([
    reply(callTool("update_plan", { plan: [] }, "c1"), holdUntil(typed.promise)),
    reply(say("done")),
  ]);
  const turn = rig.start("go");
  await rig.log.find(({ msg }) => msg.type === "raw_response_item" && msg.item.type === "function_call");
  run(rig, "echo hi");
  expect(await rig.log.next("exec_command_end")).toMatchObject({ source: "user_shell", turn_id: turn });
  typed.resolve();
  const events = await rig.finished(turn);
  expect(kinds(rig.log.events.map(({ msg }) => msg)).filter((kind) => /^task_/.test(kind))).toEqual([
    "task_started",
    "task_complete",
  ]);
  expect(ofKind(events, "exec_command_begin")).toHaveLength(1);
  expect(ofKind(events, "user_message").map(({ message }) => message)).toEqual(["go"]);
  const input = rig.model.request(1).input.slice(-3);
  expect(input.map((item) => item["type"])).toEqual(["function_call", "function_call_output", "message"]);
  expect(records(rig, 1)).toEqual([record("echo hi", 0, "hi\n")]);
});

test("it makes a model that had finished go on", async () => {
  const typed = Promise.withResolvers<void>();
  await using rig = await testThread([reply(say("one"), holdUntil(typed.promise)), reply(say("two"))]);
  const turn = rig.start("go");
  await rig.log.next("agent_message");
  run(rig, "true");
  await rig.log.next("exec_command_end");
  typed.resolve();
  const events = await rig.finished(turn);
  expect(events.at(-1)).toEqual({ type: "task_complete", last_agent_message: "two" });
  expect(records(rig, 1)).toHaveLength(1);
});

/** Starts a command that waits for the file `go`, beside a turn that ends before it. */
async function outlive(rig: TestThread, typed: () => void): Promise<string> {
  const turn = rig.start("first");
  await rig.log.next("agent_message");
  run(rig, "until [ -e go ]; do sleep 0.02; done; echo late");
  await rig.log.next("exec_command_begin");
  typed();
  await rig.finished(turn);
  return turn;
}

test("it may outlive its turn, and the next one reads of it", async () => {
  const typed = Promise.withResolvers<void>();
  await using rig = await testThread([reply(say("one"), holdUntil(typed.promise)), reply(say("two"))]);
  const turn = await outlive(rig, typed.resolve);
  await rig.repo.write({ go: "" });
  const end = await rig.log.find(({ msg }) => msg.type === "exec_command_end");
  expect([end.id, end.msg]).toMatchObject([turn, { turn_id: turn, exit_code: 0 }]);
  await recorded(rig, "echo late");
  await rig.turn("second");
  expect(rig.model.request(1).texts("user").slice(-2)).toEqual([record(".*", 0, "late\n"), "second"]);
});

test.each(["interrupt", "clean_background_terminals"] as const)(
  "one that has outlived its turn is stopped by `%s`",
  async (type) => {
    const typed = Promise.withResolvers<void>();
    await using rig = await testThread([reply(say("one"), holdUntil(typed.promise))]);
    await outlive(rig, typed.resolve);
    rig.thread.submit({ type });
    expect(await rig.log.next("exec_command_end")).toMatchObject({ exit_code: -1 });
  },
);

test("cleaning the background leaves alone what runs beside the running turn", async () => {
  const cleaned = Promise.withResolvers<void>();
  await using rig = await testThread([reply(say("one"), holdUntil(cleaned.promise)), reply(say("two"))]);
  const turn = rig.start("go");
  await rig.log.next("agent_message");
  run(rig, "until [ -e go ]; do sleep 0.02; done");
  await rig.log.next("exec_command_begin");
  rig.thread.submit({ type: "clean_background_terminals" });
  // Ops are handled one after the other, so this one is answered after the cleaning.
  const later = rig.thread.submit({ type: "list_models" });
  await rig.log.find(({ id }) => id === later);
  await rig.repo.write({ go: "" });
  expect(await rig.log.next("exec_command_end")).toMatchObject({ exit_code: 0 });
  cleaned.resolve();
  await rig.finished(turn);
});

const STOPPED = "command aborted by user";

test("an interrupt of the turn stops it, within that turn and before its marker", async () => {
  await using rig = await testThread([hang(), reply(say("done"))]);
  const turn = rig.start("go");
  await rig.model.waitForRequest(0, AbortSignal.timeout(10_000));
  run(rig, "echo early; exec sleep 60");
  await rig.log.next("exec_command_output_delta");
  rig.thread.submit({ type: "interrupt" });
  const events = await rig.finished(turn);
  expect(kinds(events).slice(-3)).toEqual(["exec_command_end", "raw_response_item", "turn_aborted"]);
  expect(ofKind(events, "exec_command_end")).toMatchObject([
    {
      exit_code: -1,
      duration: { secs: 0, nanos: 0 },
      stdout: "",
      stderr: STOPPED,
      aggregated_output: STOPPED,
      formatted_output: STOPPED,
    },
  ]);
  await rig.turn("go on");
  const texts = rig.model.request(1).texts("user").slice(-3);
  expect(texts).toEqual([record(".*", -1, STOPPED), expect.stringContaining("<turn_aborted>"), "go on"]);
});

test("an interrupt of a command of its own ends its turn", async () => {
  await using rig = await testThread([reply(say("done"))]);
  const turn = run(rig, "exec sleep 60");
  await rig.log.next("exec_command_begin");
  rig.thread.submit({ type: "interrupt" });
  const events = await rig.finished(turn);
  expect(kinds(events).slice(-3)).toEqual(["exec_command_end", "raw_response_item", "turn_aborted"]);
  await rig.turn("go on");
  expect(records(rig, 0)).toEqual([record("exec sleep 60", -1, STOPPED)]);
});

test("a second one runs beside the first", async () => {
  await using rig = await testThread([reply(say("done"))]);
  const turn = run(rig, "until [ -e go ]; do sleep 0.02; done");
  await rig.log.next("exec_command_begin");
  run(rig, "echo second");
  expect(await rig.log.next("exec_command_end")).toMatchObject({ turn_id: turn, stdout: "second\n" });
  await recorded(rig, "echo second");
  await rig.repo.write({ go: "" });
  const events = await rig.finished(turn);
  expect(kinds(events).filter((kind) => /^task_/.test(kind))).toEqual(["task_started", "task_complete"]);
  await rig.turn("go");
  expect(records(rig, 0)).toEqual([record("echo second", 0, "second\n"), record("until .*", 0, "")]);
});

test("closing the thread stops it, and what was said of it is on disk", async () => {
  await using rig = await testThread([reply(say("done"))]);
  await rig.turn("go");
  run(rig, "exec sleep 60");
  await rig.log.next("exec_command_begin");
  await rig.thread.close();
  expect(JSON.stringify(await rig.rollout())).toContain(STOPPED);
});

test("a thread in which nothing was said to the model has no file", async () => {
  await using rig = await testThread([]);
  await rig.finished(run(rig, "true"));
  await rig.thread.close();
  expect(await rig.home.rollouts()).toEqual([]);
});

test.each([
  ["no_such_program_here", 127, ".*no_such_program_here: .*not found\n"],
  ["exit 3", 3, ""],
  ["kill -9 $$", 137, ""],
  ["printf 'a\\377\\000b'", 0, "a\u00ff\u0000b"],
] as const)("the model reads what came of `%s`", async (command, exitCode, output) => {
  await using rig = await testThread([reply(say("done"))]);
  await rig.finished(run(rig, command));
  await rig.turn("go");
  expect(records(rig, 0)).toEqual([record(".*", exitCode, output)]);
});

test("a shell that cannot be started is an end like any other", async () => {
  await using rig = await testThread([reply(say("done"))], {
    options: { shell: { name: "bash", path: "/no/such/bash" } },
  });
  const events = await rig.finished(run(rig, "true"));
  expect(kinds(events)).not.toContain("error");
  expect(ofKind(events, "exec_command_end")).toMatchObject([
    { exit_code: -1, stderr: expect.stringContaining("/no/such/bash") },
  ]);
  await rig.turn("go");
  expect(records(rig, 0)).toEqual([record("true", -1, ".*/no/such/bash.*")]);
});

test("of much output the model reads head and tail, and clients get a megabyte", async () => {
  await using rig = await testThread([reply(say("done"))]);
  const events = await rig.finished(run(rig, "seq 1 400000"));
  const [end] = ofKind(events, "exec_command_end");
  expect(end?.aggregated_output).toHaveLength(1024 * 1024);
  await rig.turn("go");
  const [told = ""] = records(rig, 0);
  expect(told).toMatch(
    /\nOutput:\nTotal output lines: \d+\n\n1\n2\n3\n.*…\d+ tokens truncated….*\n<\/result>/s,
  );
  expect(told.length).toBeLessThan(41_000);
});

test("a resumed thread shows it to the model", async () => {
  const rig = await testThread([reply(say("one")), reply(say("two"))]);
  await rig.turn("first");
  await rig.finished(run(rig, "echo hi"));
  await using later = await rig.resumed();
  await later.turn("second");
  expect(records(later, 1)).toEqual([record("echo hi", 0, "hi\n")]);
});
