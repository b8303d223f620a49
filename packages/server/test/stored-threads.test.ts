/** Threads that are stored: what reading, forking, taking back, putting away and naming show. */
import { readFile } from "node:fs/promises";
import type { ServerNotification, ThreadItem, Turn } from "@codex-ts/protocol/app-server";
import { createDeferred } from "@codex-ts/std";
import {
  callTool,
  hang,
  holdUntil,
  message,
  reasoning,
  reply,
  say,
  stallAfter,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, followClient, type TestClient, type TestEngine, testEngine } from "./test-engine.ts";

/** Kinds of items that a rollout keeps. */
const KEPT = new Set<ThreadItem["type"]>(["userMessage", "agentMessage", "reasoning", "plan"]);

/** The turns as a client saw them, as far as they last; ids are not kept. */
function fold(told: readonly ServerNotification[]): readonly Pick<Turn, "status" | "items">[] {
  const turns = new Map<string, { status: Turn["status"]; items: ThreadItem[] }>();
  for (const { method, params } of told) {
    if (method === "turn/started") turns.set(params.turn.id, { status: "inProgress", items: [] });
    const turn = method === "turn/completed" && turns.get(params.turn.id);
    if (turn) turn.status = params.turn.status;
    if (method !== "item/completed" || !KEPT.has(params.item.type)) continue;
    turns.get(params.turnId)?.items.push(params.item);
  }
  return [...turns.values()].map(withoutIds);
}

const withoutIds = ({ status, items }: Pick<Turn, "status" | "items">) => ({
  status,
  items: items.map((item) => ({ ...item, id: "" })),
});

const read = async ({ client }: TestClient, threadId: string) =>
  (await client.request("thread/read", { threadId, includeTurns: true }, deadline())).thread;

const texts = (turns: readonly Turn[]) =>
  turns.map(({ items }) => items.map((item) => ("text" in item ? item.text : item.type)));

async function twoTurns(engine: TestEngine) {
  const client = engine.connect();
  const threadId = await client.startThread();
  await client.runTurn(threadId, "one");
  await client.runTurn(threadId, "two");
  return { client, threadId };
}

test("a stored thread shows the items that clients saw live, read and resumed, open and not", async () => {
  await using engine = await testEngine({
    replies: [
      reply(reasoning(["think", "more"]), callTool("exec_command", { cmd: "true" }, "call-1")),
      reply(say("first")),
      stallAfter(message("half")),
    ],
    config: 'approval_policy = "never"',
  });
  const client = engine.connect();
  const threadId = await client.startThread();
  await client.runTurn(threadId, "go [x]");
  const turnId = await client.startTurn(threadId, "again");
  await client.first("item/completed", ({ item }) => item.type === "agentMessage" && item.text === "half");
  await client.client.request("turn/interrupt", { threadId, turnId }, deadline());
  const live = fold(client.told);
  expect(live.map(({ status }) => status)).toEqual(["completed", "interrupted"]);
  const open = await read(client, threadId);
  expect(open.turns.map(withoutIds)).toEqual(live);
  expect(open.turns.map(({ id }) => id)).toEqual(["turn-1", "turn-2"]);
  expect(open.turns[1]?.items[0]?.id).toBe("item-4");

  const second = await engine.restart();
  const other = followClient(second.connect({}), engine.repo);
  expect(await read(other, threadId)).toEqual(open);
  expect((await other.client.request("thread/loaded/list", {}, deadline())).data).toEqual([]);
  const { thread } = await other.client.request("thread/resume", { threadId }, deadline());
  expect(thread).toEqual(open);
  expect((await other.client.request("thread/loaded/list", {}, deadline())).data).toEqual([threadId]);
});

test("a thread without words has no turns to read, and nothing to resume or fork", async () => {
  await using engine = await testEngine({ replies: [] });
  const client = engine.connect();
  const threadId = await client.startThread();
  const { thread } = await client.client.request("thread/read", { threadId }, deadline());
  expect(thread).toMatchObject({ id: threadId, preview: "", turns: [] });
  await expect(read(client, threadId)).rejects.toMatchObject({ code: -32600, message: /not materialized/ });
  for (const method of ["thread/resume", "thread/fork", "thread/archive"] as const) {
    await expect(client.client.request(method, { threadId }, deadline())).rejects.toMatchObject({
      code: -32600,
      message: `no rollout found for thread id ${threadId}`,
    });
  }
});

test("a first turn without words is one, too", async () => {
  await using engine = await testEngine({ replies: [reply(say("a"))] });
  const client = engine.connect();
  const threadId = await client.startThread();
  const input = [{ type: "image" as const, url: "https://example.com/a.png" }];
  await client.client.request("turn/start", { threadId, input }, deadline());
  await client.first("turn/completed");
  const { preview, turns } = await read(client, threadId);
  expect([preview, texts(turns)]).toEqual(["", [["userMessage", "a"]]]);
});

test("a fork begins with a copy, says where it came from, and leaves the other alone", async () => {
  await using engine = await testEngine({
    replies: [reply(say("a")), reply(say("b")), reply(say("in fork"))],
  });
  const { client, threadId } = await twoTurns(engine);
  const before = await read(client, threadId);
  const { thread } = await client.client.request("thread/fork", { threadId }, deadline());
  expect(thread.id).not.toBe(threadId);
  expect(thread.turns).toEqual(before.turns);
  const started = await client.first("thread/started", (params) => params.thread.id === thread.id);
  expect(started.thread).toEqual(thread);
  const lines = (await readFile(thread.path ?? "", "utf8")).trim().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    type: "session_meta",
    payload: { id: thread.id, forked_from_id: threadId },
  });
  await client.runTurn(thread.id, "three");
  expect(engine.model.request(2).texts("user")).toEqual(expect.arrayContaining(["one", "two", "three"]));
  expect(texts((await read(client, thread.id)).turns)).toEqual([
    ["userMessage", "a"],
    ["userMessage", "b"],
    ["userMessage", "in fork"],
  ]);
  expect(await read(client, threadId)).toEqual(before);
});

test("a rollback takes turns from the model and from what is shown, also after a restart", async () => {
  await using engine = await testEngine({
    replies: [reply(say("a")), reply(say("b")), reply(say("c"))],
  });
  const { client, threadId } = await twoTurns(engine);
  const roll = (numTurns: number) =>
    client.client.request("thread/rollback", { threadId, numTurns }, deadline());
  await expect(roll(0)).rejects.toMatchObject({ code: -32600 });
  const { thread } = await roll(1);
  expect(texts(thread.turns)).toEqual([["userMessage", "a"]]);
  await client.runTurn(threadId, "three");
  expect(engine.model.request(2).texts("user")).not.toContain("two");
  expect(engine.model.request(2).texts("user")).toEqual(expect.arrayContaining(["one", "three"]));
  const other = followClient((await engine.restart()).connect({}), engine.repo);
  expect(texts((await read(other, threadId)).turns)).toEqual([
    ["userMessage", "a"],
    ["userMessage", "c"],
  ]);
  expect((await roll(9)).thread.turns).toEqual([]);
});

test("a rollback during a turn is refused, and changes nothing", async () => {
  await using engine = await testEngine({ replies: [hang()] });
  const client = engine.connect();
  const threadId = await client.startThread();
  const turnId = await client.startTurn(threadId, "one");
  await engine.model.waitForRequest(0, deadline());
  const rolled = client.client.request("thread/rollback", { threadId, numTurns: 1 }, deadline());
  await expect(rolled).rejects.toMatchObject({ code: -32600, message: /while a turn is in progress/ });
  await client.client.request("turn/interrupt", { threadId, turnId }, deadline());
  expect((await read(client, threadId)).turns).toMatchObject([{ status: "interrupted" }]);
});

test("a thread that is put away is closed, listed apart, and comes back", async () => {
  await using engine = await testEngine({ replies: [reply(say("a")), reply(say("b"))] });
  const { client, threadId } = await twoTurns(engine);
  const list = async (archived: boolean) =>
    (await client.client.request("thread/list", { archived }, deadline())).data.map(({ id }) => id);
  await client.client.request("thread/archive", { threadId }, deadline());
  expect([await list(false), await list(true)]).toEqual([[], [threadId]]);
  await expect(client.startTurn(threadId, "x")).rejects.toMatchObject({ code: -32600 });
  await expect(client.client.request("thread/archive", { threadId }, deadline())).rejects.toMatchObject({
    code: -32600,
  });
  const { thread } = await client.client.request("thread/unarchive", { threadId }, deadline());
  expect(thread).toMatchObject({ id: threadId, preview: "one" });
  expect([await list(false), await list(true)]).toEqual([[threadId], []]);
  await expect(client.client.request("thread/unarchive", { threadId }, deadline())).rejects.toMatchObject({
    code: -32600,
  });
});

test("a name is trimmed, told, and found again", async () => {
  await using engine = await testEngine({ replies: [reply(say("a"))] });
  const client = engine.connect();
  const threadId = await client.startThread();
  await client.runTurn(threadId, "one");
  await client.client.request("thread/name/set", { threadId, name: "  My   name " }, deadline());
  expect(await client.first("thread/name/updated")).toEqual({ threadId, threadName: "My   name" });
  const { data } = await client.client.request("thread/list", { name: "My   name" }, deadline());
  expect(data.map(({ id }) => id)).toEqual([threadId]);
  await expect(
    client.client.request("thread/name/set", { threadId, name: " \t" }, deadline()),
  ).rejects.toMatchObject({ code: -32600 });
});

test("steering reaches the model in the turn that was meant, and no other", async () => {
  const gate = createDeferred<void>();
  await using engine = await testEngine({
    replies: [reply(holdUntil(gate.promise), message("working")), reply(say("steered"))],
  });
  const client = engine.connect();
  const threadId = await client.startThread();
  const steer = (expectedTurnId: string, text: string) => {
    const input = text === "" ? [] : [{ type: "text" as const, text, text_elements: [] }];
    return client.client.request("turn/steer", { threadId, expectedTurnId, input }, deadline());
  };
  await expect(steer("0", "x")).rejects.toMatchObject({ code: -32600, message: "no active turn to steer" });
  const turnId = await client.startTurn(threadId, "go");
  await engine.model.waitForRequest(0, deadline());
  await expect(steer("other", "x")).rejects.toMatchObject({ message: /but found/ });
  await expect(steer(turnId, "")).rejects.toMatchObject({ message: "input must not be empty" });
  expect(await steer(turnId, "also this")).toEqual({ turnId });
  gate.resolve();
  await client.first("turn/completed", ({ turn }) => turn.id === turnId);
  expect(engine.model.request(1).texts("user")).toContain("also this");
  expect(fold(client.told)).toHaveLength(1);
});

test("a compaction is a turn with a beginning and an end, and waits for no other", async () => {
  await using engine = await testEngine({ replies: [reply(say("a")), reply(say("summary")), hang()] });
  const client = engine.connect();
  const threadId = await client.startThread();
  await client.runTurn(threadId, "one");
  const compact = () => client.client.request("thread/compact/start", { threadId }, deadline());
  expect(await compact()).toEqual({});
  const { turnId } = await client.first("thread/compacted");
  await client.first("turn/completed", ({ turn }) => turn.id === turnId);
  expect(client.lifecycle("contextCompaction")).toHaveLength(2);
  const running = await client.startTurn(threadId, "two");
  await expect(compact()).rejects.toMatchObject({ code: -32600, message: /still running/ });
  await client.client.request("turn/interrupt", { threadId, turnId: running }, deadline());
});
