/** The older protocol, for clients that still speak it. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { ServerRequestHandlers } from "@codex-ts/protocol/app-server";
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, type TestClient, testEngine } from "./test-engine.ts";

const items = (text: string) => [{ type: "text" as const, data: { text, text_elements: [] } }];

async function newConversation({ client }: TestClient, cwd: string) {
  return client.request("newConversation", { cwd }, deadline());
}

test("a conversation tells nothing before the client subscribes, then what it missed", async () => {
  await using engine = await testEngine({ replies: [reply(say("one"))] });
  const connected = engine.connect();
  const { client } = connected;
  const { conversationId, rolloutPath } = await newConversation(connected, engine.repo.path);
  await client.request("sendUserMessage", { conversationId, items: items("hello") }, deadline());
  await engine.model.waitForRequest(0, deadline());
  expect(connected.told).toEqual([]);
  const { subscriptionId } = await client.request("addConversationListener", { conversationId }, deadline());
  await connected.first("turn/completed");
  expect(connected.lifecycle("userMessage")).toHaveLength(2);
  expect(connected.all("turn/started")).toEqual([]);
  const { summary } = await client.request("getConversationSummary", { conversationId }, deadline());
  expect(summary).toMatchObject({ conversationId, path: rolloutPath, preview: "hello" });
  expect(await client.request("getConversationSummary", { rolloutPath }, deadline())).toEqual({ summary });
  const list = () => client.request("listConversations", {}, deadline());
  expect(await list()).toEqual({ items: [summary], nextCursor: null });

  await client.request("removeConversationListener", { subscriptionId }, deadline());
  await expect(
    client.request("removeConversationListener", { subscriptionId }, deadline()),
  ).rejects.toMatchObject({ code: -32600 });
  const wrong = { conversationId, rolloutPath: `${engine.repo.path}/x.jsonl` };
  await expect(client.request("archiveConversation", wrong, deadline())).rejects.toMatchObject({
    code: -32600,
  });
  await client.request("archiveConversation", { conversationId, rolloutPath }, deadline());
  expect((await list()).items).toEqual([]);
  await expect(
    client.request("sendUserMessage", { conversationId, items: items("x") }, deadline()),
  ).rejects.toMatchObject({ code: -32600, message: `conversation not found: ${conversationId}` });
  expect(engine.model.requests).toHaveLength(1);
});

test.each([
  ["approved", "completed"],
  ["denied", "declined"],
] as const)("a command that is %s by the older question is %s", async (decision, status) => {
  await using engine = await testEngine({
    replies: [
      reply(callTool("exec_command", { cmd: "touch new.txt", login: false }, "call-1")),
      reply(say("done")),
    ],
    config: 'approval_policy = "untrusted"\nsandbox_mode = "workspace-write"',
  });
  const asked: unknown[] = [];
  const handlers: ServerRequestHandlers = {
    execCommandApproval: async (params) => {
      asked.push(params);
      return { decision };
    },
  };
  const connected = engine.connect(handlers);
  const { conversationId } = await newConversation(connected, engine.repo.path);
  await connected.client.request("addConversationListener", { conversationId }, deadline());
  await connected.client.request("sendUserMessage", { conversationId, items: items("go") }, deadline());
  const { item } = await connected.first(
    "item/completed",
    (params) => params.item.type === "commandExecution",
  );
  expect(item).toMatchObject({ status });
  await connected.first("turn/completed");
  expect(asked).toMatchObject([
    { conversationId, callId: "call-1", command: expect.arrayContaining(["touch new.txt"]), reason: null },
  ]);
});

test("what no remote has is compared with the closest commit that one has, if there is any", async () => {
  await using engine = await testEngine({ replies: [], files: { "a.txt": "new\n" } });
  const { client } = engine.connect();
  const compare = () => client.request("gitDiffToRemote", { cwd: engine.repo.path }, deadline());
  await expect(compare()).rejects.toMatchObject({ code: -32600 });
  await engine.repo.git("update-ref", "refs/remotes/origin/main", "HEAD");
  await writeFile(path.join(engine.repo.path, "a.txt"), "newer\n");
  const { sha, diff } = await compare();
  expect(sha).toBe(await engine.repo.git("rev-parse", "HEAD"));
  expect(diff).toContain("-new\n+newer\n");
});
