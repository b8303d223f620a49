import { reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, type TestClient, type TestEngine, testEngine } from "./test-engine.ts";

/** Runs one turn in each of `count` new threads; gives their ids, oldest first. */
async function makeThreads(connected: TestClient, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const threadId = await connected.startThread();
    await connected.runTurn(threadId, `question ${at}`);
    ids.push(threadId);
  }
  return ids;
}

function openEngine(): Promise<TestEngine> {
  return testEngine({ replies: (index) => reply(say(`answer ${index}`)) });
}

test("pages go from the newest to the oldest, through the cursor", async () => {
  await using engine = await openEngine();
  const connected = engine.connect();
  const ids = await makeThreads(connected, 3);
  const list = (params: Parameters<typeof connected.client.request<"thread/list">>[1]) =>
    connected.client.request("thread/list", params, deadline());

  const first = await list({ limit: 2 });
  expect(new Set(first.data.map(({ id }) => id)).size).toBe(2);
  const second = await list({ limit: 2, cursor: first.nextCursor });
  expect(second.nextCursor).toBeNull();
  expect([...first.data, ...second.data].map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(first.data[0]).toMatchObject({
    preview: expect.stringMatching(/^question \d$/),
    modelProvider: "scripted",
    cwd: engine.repo.path,
    source: "vscode",
    turns: [],
  });
  await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({
    code: -32600,
    message: "invalid cursor: nonsense",
  });
});

test("filters choose by source, provider and directory", async () => {
  await using engine = await openEngine();
  const connected = engine.connect();
  await makeThreads(connected, 1);
  const count = async (params: Parameters<typeof connected.client.request<"thread/list">>[1]) =>
    (await connected.client.request("thread/list", params, deadline())).data.length;

  expect(await count({})).toBe(1);
  expect(await count({ sourceKinds: [] })).toBe(1);
  expect(await count({ sourceKinds: ["exec"] })).toBe(0);
  expect(await count({ sourceKinds: ["exec", "vscode"] })).toBe(1);
  expect(await count({ modelProviders: ["openai"] })).toBe(0);
  expect(await count({ modelProviders: [] })).toBe(1);
  expect(await count({ cwd: engine.repo.path })).toBe(1);
  expect(await count({ cwd: "/" })).toBe(0);
  expect(await count({ archived: true })).toBe(0);
  expect(await count({ name: "nobody" })).toBe(0);
});

test("resume refuses what is no id and what is not there", async () => {
  await using engine = await openEngine();
  const { client } = engine.connect();
  const resume = (threadId: string) => client.request("thread/resume", { threadId }, deadline());
  await expect(resume("x")).rejects.toMatchObject({ code: -32600, message: "invalid thread id: x" });
  const id = "01923456-789a-7fff-bfff-ffffffffffff";
  await expect(resume(id)).rejects.toMatchObject({ message: `no rollout found for thread id ${id}` });
});

test("two clients that resume the same stored thread at once share one session", async () => {
  await using engine = await openEngine();
  const writer = engine.connect();
  const [threadId = ""] = await makeThreads(writer, 1);
  await writer.client.close();

  const [a, b] = [engine.connect(), engine.connect()];
  await Promise.all([a, b].map(({ client }) => client.request("thread/resume", { threadId }, deadline())));
  await a.runTurn(threadId, "more");
  await b.first("turn/completed");
  expect(await engine.home.rollouts()).toHaveLength(1);
});

test("a rollout is resumed by its path, and an unreadable one is refused with its name", async () => {
  await using engine = await openEngine();
  const connected = engine.connect();
  const [threadId = ""] = await makeThreads(connected, 1);
  const { data } = await connected.client.request("thread/list", {}, deadline());
  const path = data[0]?.path ?? "";
  await connected.client.close();

  const { client } = engine.connect();
  const resumed = await client.request("thread/resume", { threadId: "ignored", path }, deadline());
  expect(resumed.thread.id).toBe(threadId);
  const missing = client.request(
    "thread/resume",
    { threadId: "ignored", path: "/no/such.jsonl" },
    deadline(),
  );
  await expect(missing).rejects.toMatchObject({
    code: -32600,
    message: expect.stringContaining("/no/such.jsonl"),
  });
});
