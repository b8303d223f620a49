import { RPC_ERROR } from "@codex-ts/protocol/app-server";
import { callTool, hang, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, testEngine } from "./test-engine.ts";

const target = { type: "uncommittedChanges" } as const;
const finding = {
  title: "Off by one",
  body: "Ends early.",
  confidence_score: 1,
  priority: 1,
  code_location: { absolute_file_path: "/a.ts", line_range: { start: 3, end: 4 } },
};
const answer = JSON.stringify({
  findings: [finding],
  overall_correctness: "patch is incorrect",
  overall_explanation: "One fault.",
  overall_confidence_score: 1,
});
const RENDERED = "One fault.\n\nReview comment:\n\n- Off by one — /a.ts:3-4\n  Ends early.";

test("a review is a turn whose items tell what was asked and what was found", async () => {
  await using engine = await testEngine({ replies: [reply(say(answer))] });
  const { all, client, first, startThread } = engine.connect();
  const threadId = await startThread();
  const started = await client.request("review/start", { threadId, target }, deadline());
  const { id } = started.turn;
  expect(started).toEqual({
    reviewThreadId: threadId,
    turn: {
      id,
      items: [
        {
          type: "userMessage",
          id,
          content: [{ type: "text", text: "current changes", text_elements: [] }],
        },
      ],
      status: "inProgress",
      error: null,
    },
  });
  expect((await first("turn/completed")).turn).toMatchObject({ id, status: "completed" });
  const items = all("item/completed").filter(({ item }) => item.type !== "userMessage");
  expect(items).toMatchObject([
    { threadId, turnId: id, item: { type: "enteredReviewMode", id, review: "current changes" } },
    { threadId, turnId: id, item: { type: "exitedReviewMode", id, review: RENDERED } },
    { threadId, turnId: id, item: { type: "agentMessage", id: "review_rollout_assistant", text: RENDERED } },
  ]);
  expect(all("item/started")).toHaveLength(all("item/completed").length);
  expect(all("thread/started")).toHaveLength(1);
});

test("the reviewer's question reaches the client as one of the thread", async () => {
  const touch = callTool("exec_command", { cmd: "touch new.txt", login: false }, "call-1");
  await using engine = await testEngine({
    config: 'approval_policy = "untrusted"\nsandbox_mode = "workspace-write"',
    replies: [reply(touch), reply(say(answer))],
  });
  const asked: unknown[] = [];
  const { client, first, lifecycle, startThread } = engine.connect({
    "item/commandExecution/requestApproval": async (params) => {
      asked.push(params);
      return { decision: "accept" };
    },
  });
  const threadId = await startThread();
  const { turn } = await client.request("review/start", { threadId, target }, deadline());
  expect((await first("turn/completed")).turn.status).toBe("completed");
  expect(asked).toMatchObject([{ threadId, turnId: turn.id, itemId: "call-1" }]);
  expect(lifecycle("commandExecution")).toEqual(["started call-1", "completed call-1 completed"]);
  expect(await engine.repo.read("new.txt")).toBe("");
});

test("an interrupt ends it", async () => {
  await using engine = await testEngine({ replies: [hang()] });
  const { client, first, startThread } = engine.connect();
  const threadId = await startThread();
  const { turn } = await client.request("review/start", { threadId, target }, deadline());
  await engine.model.waitForRequest(0, deadline());
  await expect(client.request("review/start", { threadId, target }, deadline())).rejects.toThrow("running");
  await client.request("turn/interrupt", { threadId, turnId: turn.id }, deadline());
  expect((await first("turn/completed")).turn.status).toBe("interrupted");
});

test("what cannot be reviewed is refused at once", async () => {
  await using engine = await testEngine({ replies: [] });
  const { client, startThread } = engine.connect();
  const threadId = await startThread();
  const refusal = (message: string) =>
    expect.objectContaining({ code: RPC_ERROR.invalidRequest, message: expect.stringContaining(message) });
  await expect(
    client.request("review/start", { threadId, target: { type: "baseBranch", branch: " " } }, deadline()),
  ).rejects.toEqual(refusal("branch must not be empty"));
  await expect(
    client.request("review/start", { threadId, target, delivery: "detached" }, deadline()),
  ).rejects.toEqual(refusal("no rollout found"));
});

test("a detached review runs in a copy, beside the thread, which knows nothing of it", async () => {
  await using engine = await testEngine({
    config: 'review_model = "gpt-5.2"',
    replies: [reply(say("first answer")), reply(say(answer)), reply(say("second answer"))],
  });
  const { all, client, first, runTurn, startThread } = engine.connect();
  const threadId = await startThread();
  await runTurn(threadId, "hello");
  const params = { threadId, target, delivery: "detached" } as const;
  const { reviewThreadId, turn } = await client.request("review/start", params, deadline());
  expect(reviewThreadId).not.toBe(threadId);
  const announced = all("thread/started").map(({ thread }) => [thread.id, thread.turns]);
  expect(announced).toEqual([
    [threadId, []],
    [reviewThreadId, []],
  ]);
  await first("turn/completed", (each) => each.threadId === reviewThreadId && each.turn.id === turn.id);
  const told = all("item/completed").filter((each) => each.threadId === reviewThreadId);
  expect(told.map(({ item }) => item.type)).toEqual(
    expect.arrayContaining(["enteredReviewMode", "exitedReviewMode"]),
  );
  expect(engine.model.request(1).body?.["model"]).toBe("gpt-5.2");
  await runTurn(threadId, "go on");
  expect(engine.model.request(2).texts("assistant")).toEqual(["first answer"]);
});

test("a detached review may do what the thread that asks for it may, whatever the settings allow", async () => {
  await using engine = await testEngine({
    config: 'sandbox_mode = "danger-full-access"',
    replies: [reply(say("first answer")), reply(say(answer))],
  });
  const { client, first, startThread } = engine.connect();
  const threadId = await startThread();
  const input = [{ type: "text" as const, text: "hello", text_elements: [] }];
  const sandboxPolicy = { type: "readOnly" as const };
  const { turn } = await client.request("turn/start", { threadId, input, sandboxPolicy }, deadline());
  await first("turn/completed", (each) => each.turn.id === turn.id);
  const params = { threadId, target, delivery: "detached" } as const;
  const { reviewThreadId } = await client.request("review/start", params, deadline());
  await first("turn/completed", (each) => each.threadId === reviewThreadId);
  const [asked, reviewed] = [engine.model.request(0), engine.model.request(1)];
  expect(asked.texts("developer").join()).toContain("read-only");
  expect(reviewed.texts("developer").at(-1)).toContain("read-only");
});
