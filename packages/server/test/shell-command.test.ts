import { RPC_ERROR } from "@codex-ts/protocol/app-server";
import { holdUntil, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, type TestClient, testEngine } from "./test-engine.ts";

const type = ({ client }: TestClient, threadId: string, command: string) =>
  client.request("thread/shellCommand", { threadId, command }, deadline());

test("a command of the user is a turn of its own, unconfined and unasked", async () => {
  await using engine = await testEngine({
    config: 'approval_policy = "untrusted"\nsandbox_mode = "read-only"',
    replies: [reply(say("done"))],
  });
  const connected = engine.connect();
  const { all, first, runTurn, startThread, told } = connected;
  const threadId = await startThread();
  expect(await type(connected, threadId, "echo hi | tee made.txt")).toEqual({});
  const { turn } = await first("turn/completed");
  expect(turn).toMatchObject({ id: "0", status: "completed", error: null });
  expect(told.map(({ method }) => method)).toEqual([
    "thread/started",
    "turn/started",
    "item/started",
    "item/commandExecution/outputDelta",
    "item/completed",
    "turn/completed",
  ]);
  const [started] = all("item/started");
  expect(started).toMatchObject({
    threadId,
    turnId: "0",
    item: { type: "commandExecution", source: "userShell", status: "inProgress", processId: null },
  });
  expect(all("item/completed")).toMatchObject([
    { item: { id: started?.item.id, source: "userShell", status: "completed", aggregatedOutput: "hi\n" } },
  ]);
  expect(await engine.repo.read("made.txt")).toBe("hi\n");
  await runTurn(threadId, "go");
  expect(engine.model.request(0).texts("user").at(-2)).toMatch(/^<user_shell_command>\n/);
});

test("during a turn it joins that turn, and may outlive it", async () => {
  const typed = Promise.withResolvers<void>();
  await using engine = await testEngine({ replies: [reply(say("one"), holdUntil(typed.promise))] });
  const connected = engine.connect();
  const { all, first, startThread, startTurn, told } = connected;
  const threadId = await startThread();
  const turnId = await startTurn(threadId, "go");
  await first("item/completed", ({ item }) => item.type === "agentMessage");
  await type(connected, threadId, "until [ -e go ]; do sleep 0.02; done");
  await first("item/started", ({ item }) => item.type === "commandExecution");
  typed.resolve();
  await first("turn/completed");
  await engine.repo.write({ go: "" });
  const isCommand = ({ item }: { readonly item: { readonly type: string } }) =>
    item.type === "commandExecution";
  expect(await first("item/completed", isCommand)).toMatchObject({
    turnId,
    item: { source: "userShell", status: "completed", exitCode: 0 },
  });
  expect(told.at(-1)?.method).toBe("item/completed");
  expect(all("turn/started")).toHaveLength(1);
});

test("an interrupt stops it, and the thread is busy until then", async () => {
  await using engine = await testEngine({ replies: [] });
  const connected = engine.connect();
  const { client, first, lifecycle, startThread, startTurn } = connected;
  const threadId = await startThread();
  await type(connected, threadId, "exec sleep 60");
  await expect(startTurn(threadId, "go")).rejects.toThrow("turn 0 is still running");
  await first("item/started");
  await client.request("turn/interrupt", { threadId, turnId: "0" }, deadline());
  expect((await first("turn/completed")).turn.status).toBe("interrupted");
  expect(lifecycle("commandExecution")).toEqual([
    expect.stringMatching(/^started /),
    expect.stringMatching(/^completed .* failed$/),
  ]);
});

test("a blank command and an unknown thread are refused", async () => {
  await using engine = await testEngine({ replies: [] });
  const connected = engine.connect();
  const threadId = await connected.startThread();
  const refusal = (message: string) => ({ code: RPC_ERROR.invalidRequest, message });
  await expect(type(connected, threadId, " \n")).rejects.toMatchObject(refusal("command must not be empty"));
  await expect(type(connected, "nope", "true")).rejects.toMatchObject(refusal("thread not found: nope"));
});
