import { callTool, drop, hang, message, reply, say, stallAfter } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, followClient, testEngine } from "./test-engine.ts";

const text = (value: string) => [{ type: "text" as const, text: value, text_elements: [] }];
const sleeping = callTool(
  "exec_command",
  { cmd: "echo up; sleep 600", login: false, yield_time_ms: 30_000 },
  "call-1",
);

test("a plain turn is told in the order of the protocol", async () => {
  await using engine = await testEngine({ replies: [reply(say("fine"))] });
  const { runTurn, startThread, told } = engine.connect();
  const threadId = await startThread();
  expect(await runTurn(threadId, "how is it?")).toMatchObject({ status: "completed", error: null });
  const methods = told
    .map(({ method }) => method)
    .filter((method) => !method.endsWith("/delta") && method !== "account/rateLimits/updated");
  expect(methods).toEqual([
    "thread/started",
    "turn/started",
    "item/started",
    "item/completed",
    "item/started",
    "item/completed",
    "thread/tokenUsage/updated",
    "turn/completed",
  ]);
  engine.model.verify();
});

test("the answer of thread/start tells the settings in force", async () => {
  await using engine = await testEngine({ replies: [], config: 'sandbox_mode = "read-only"' });
  const { client } = engine.connect();
  const started = await client.request(
    "thread/start",
    { cwd: engine.repo.path, model: "gpt-5.2", approvalPolicy: "untrusted", config: { "a.b": 1 } },
    deadline(),
  );
  expect(started).toMatchObject({
    model: "gpt-5.2",
    modelProvider: "scripted",
    cwd: engine.repo.path,
    approvalPolicy: "untrusted",
    sandbox: { type: "readOnly" },
    thread: { preview: "", turns: [], source: "vscode", cliVersion: "0.99.0", gitInfo: null },
  });
  expect(started.thread.path).toContain(started.thread.id);
  expect(await engine.home.rollouts()).toEqual([]);
  expect(engine.server.displayOf(started.thread.id)).toMatchObject({ hidesReasoning: false });
});

test("settings that cannot be used are refused, and no thread is left", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  const start = client.request("thread/start", { modelProvider: "nope" }, deadline());
  await expect(start).rejects.toMatchObject({ name: "RpcError", code: -32600, cause: { code: "config" } });
});

test("empty input and a second turn at the same time are refused at once", async () => {
  await using engine = await testEngine({ replies: [hang()] });
  const { client, first, startThread, startTurn } = engine.connect();
  const threadId = await startThread();
  const start = (input: ReturnType<typeof text>) =>
    client.request("turn/start", { threadId, input }, deadline());
  await expect(start([])).rejects.toMatchObject({ code: -32600, message: "input must not be empty" });
  const turnId = await startTurn(threadId, "go");
  await expect(start(text("more"))).rejects.toThrow(`turn ${turnId} is still running`);
  await client.request("turn/interrupt", { threadId, turnId }, deadline());
  expect((await first("turn/completed")).turn.status).toBe("interrupted");
});

test("the settings of a turn go with its input: one submission, and they last", async () => {
  await using engine = await testEngine({ replies: [reply(say("one")), reply(say("two"))] });
  const { client, first, runTurn, startThread } = engine.connect();
  const threadId = await startThread();
  const params = { threadId, input: text("go"), model: "gpt-5.2-codex", effort: "low" } as const;
  const { turn } = await client.request("turn/start", params, deadline());
  expect(turn.id).toBe("1");
  await first("turn/completed");
  await runTurn(threadId, "go on");
  expect([0, 1].map((index) => engine.model.request(index).body)).toMatchObject([
    { model: "gpt-5.2-codex", reasoning: { effort: "low" } },
    { model: "gpt-5.2-codex", reasoning: { effort: "low" } },
  ]);
});

test("calls for a thread that is not open name it", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  const start = client.request("turn/start", { threadId: "nope", input: text("x") }, deadline());
  await expect(start).rejects.toMatchObject({ code: -32600, message: "thread not found: nope" });
});

test("an interrupt is refused when nothing runs, and else answered after the end of the turn", async () => {
  await using engine = await testEngine({ replies: [reply(sleeping), reply(say("again"))] });
  const { client, first, lifecycle, runTurn, startThread, startTurn, told } = engine.connect();
  const threadId = await startThread();
  const interrupt = (turnId: string) => client.request("turn/interrupt", { threadId, turnId }, deadline());
  await expect(interrupt("0")).rejects.toThrow("no turn is running");

  const turnId = await startTurn(threadId, "go");
  await first("item/commandExecution/outputDelta");
  await interrupt(turnId);
  await first("turn/completed");
  expect(told.at(-1)).toMatchObject({
    method: "turn/completed",
    params: { turn: { status: "interrupted" } },
  });
  expect(lifecycle("commandExecution")).toEqual(["started call-1", "completed call-1 failed"]);
  await expect(interrupt(turnId)).rejects.toThrow("no turn is running");
  expect(await runTurn(threadId, "and now")).toMatchObject({ status: "completed" });
});

test("a caller who goes does not wait for the end of the turn that was interrupted", async () => {
  await using engine = await testEngine({ replies: [hang()] });
  const { client, first, startThread, startTurn } = engine.connect();
  const threadId = await startThread();
  const turnId = await startTurn(threadId, "go");
  const gone = AbortSignal.abort(new Error("the caller has gone"));
  const interrupt = client.request("turn/interrupt", { threadId, turnId }, gone);
  await expect(interrupt).rejects.toThrow("the caller has gone");
  expect((await first("turn/completed")).turn.status).toBe("interrupted");
});

test("two listeners each get all, and one that leaves does not end the thread", async () => {
  await using engine = await testEngine({ replies: [reply(say("one")), reply(say("two"))] });
  const a = engine.connect();
  const threadId = await a.startThread();
  const b = engine.connect();
  await b.client.request("thread/resume", { threadId }, deadline());
  await a.runTurn(threadId, "first");
  await b.first("turn/completed");
  const ofTurn = a.told.slice(a.told.findIndex(({ method }) => method === "turn/started"));
  expect(b.told).toEqual(ofTurn);

  await a.client.close();
  expect(await b.runTurn(threadId, "second")).toMatchObject({ status: "completed" });
  expect(a.all("turn/completed")).toHaveLength(1);
  engine.model.verify();
});

test("a client that leaves in the middle of a turn ends it, and what was said is on disk", async () => {
  await using engine = await testEngine({ replies: [stallAfter(message("half"))] });
  const { client, first, startThread, startTurn, told } = engine.connect();
  const threadId = await startThread();
  await startTurn(threadId, "go");
  await first("item/completed", ({ item }) => item.type === "agentMessage");
  await client.close();
  expect(told.at(-1)).toMatchObject({
    method: "turn/completed",
    params: { turn: { status: "interrupted" } },
  });
  const [lines = []] = await engine.home.rollouts();
  expect(JSON.stringify(lines)).toContain("half");
  expect(JSON.stringify(lines.at(-1))).toContain("turn_aborted");
  await expect(client.request("turn/start", { threadId, input: text("x") }, deadline())).rejects.toThrow(
    "thread not found",
  );
});

test("closing the server in the middle of a command ends the command", async () => {
  await using engine = await testEngine({ replies: [reply(sleeping)] });
  const { first, startThread, startTurn, lifecycle } = engine.connect();
  await startTurn(await startThread(), "go");
  await first("item/commandExecution/outputDelta");
  await Promise.all([engine.server.close(), engine.server.close()]);
  expect(lifecycle("commandExecution")).toEqual(["started call-1", "completed call-1 failed"]);
});

test("a failed turn carries its error", async () => {
  await using engine = await testEngine({ replies: [drop()] });
  const { all, runTurn, startThread } = engine.connect();
  const turn = await runTurn(await startThread(), "go");
  expect(turn.status).toBe("failed");
  expect(turn.error?.message).toContain("stream disconnected");
  expect(all("error").at(-1)).toMatchObject({ willRetry: false, error: turn.error });
});

test("an old setting is announced to whoever opens a thread", async () => {
  await using engine = await testEngine({
    replies: [],
    config: "[features]\nweb_search_request = true",
  });
  const { first, startThread } = engine.connect();
  await startThread();
  expect((await first("deprecationNotice")).summary).toContain("web_search");
});

test("after a restart a thread goes on where it was", async () => {
  await using engine = await testEngine({ replies: [reply(say("first answer")), reply(say("second"))] });
  const before = engine.connect();
  const threadId = await before.startThread();
  await before.runTurn(threadId, "first question");
  await engine.server.close();

  const after = followClient((await engine.restart()).connect({}), engine.repo);
  const resumed = await after.client.request("thread/resume", { threadId }, deadline());
  expect(resumed.thread).toMatchObject({ id: threadId, preview: "first question", cwd: engine.repo.path });
  expect(await after.runTurn(threadId, "second question")).toMatchObject({ status: "completed" });
  expect(engine.model.request(1).texts("assistant")).toEqual(["first answer"]);
  expect(await engine.home.rollouts()).toHaveLength(1);
  expect(after.all("thread/started")).toEqual([]);
});

test("raw items are for the client that asked for them", async () => {
  await using engine = await testEngine({ replies: [reply(say("one")), reply(say("two"))] });
  const asker = engine.connect();
  const { thread } = await asker.client.request(
    "thread/start",
    { cwd: engine.repo.path, experimentalRawEvents: true },
    deadline(),
  );
  await asker.runTurn(thread.id, "a");
  const other = engine.connect();
  await other.client.request("thread/resume", { threadId: thread.id }, deadline());
  await asker.runTurn(thread.id, "b");
  await other.first("turn/completed");
  const said = asker
    .all("rawResponseItem/completed")
    .flatMap(({ turnId, item }) =>
      item.type === "message" && item.role === "assistant" ? [[turnId, item.content, "id" in item]] : [],
    );
  const answer = (text: string) => [{ type: "output_text", text }];
  const turns = asker.all("turn/started").map(({ turn }) => turn.id);
  // In the form of requests, which has no ids.
  expect(said).toEqual([
    [turns[0], answer("one"), false],
    [turns[1], answer("two"), false],
  ]);
  expect(asker.all("rawResponseItem/completed")[0]?.item).toMatchObject({ role: "developer" });
  expect(other.all("rawResponseItem/completed")).toEqual([]);
});
