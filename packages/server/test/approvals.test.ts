import type { CommandDecision, FileDecision, ServerRequestHandlers } from "@codex-ts/protocol/app-server";
import { callTool, customCall, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, testEngine } from "./test-engine.ts";

const config = 'approval_policy = "untrusted"\nsandbox_mode = "read-only"';
const touch = reply(callTool("exec_command", { cmd: "touch new.txt", login: false }, "call-1"));
const patch = ["*** Begin Patch", "*** Add File: new.txt", "+x", "*** End Patch"].join("\n");
const patching = reply(customCall("apply_patch", patch, "call-1"));

const deciding = (command: CommandDecision, file: FileDecision = "decline"): ServerRequestHandlers => ({
  "item/commandExecution/requestApproval": async () => ({ decision: command }),
  "item/fileChange/requestApproval": async () => ({ decision: file }),
});

const ONE_DECLINED = ["started call-1", "completed call-1 declined"];

test("an accepted command runs, and its question names it", async () => {
  const asked: unknown[] = [];
  await using engine = await testEngine({
    config: 'approval_policy = "untrusted"\nsandbox_mode = "workspace-write"',
    replies: [touch, reply(say("done"))],
  });
  const { lifecycle, runTurn, startThread } = engine.connect({
    "item/commandExecution/requestApproval": async (params) => {
      asked.push(params);
      return { decision: "accept" };
    },
  });
  const threadId = await startThread();
  expect(await runTurn(threadId, "go")).toMatchObject({ status: "completed" });
  expect(asked).toMatchObject([
    { threadId, turnId: "0", itemId: "call-1", cwd: engine.repo.path, command: /touch new\.txt/ },
  ]);
  expect(lifecycle("commandExecution")).toEqual(["started call-1", "completed call-1 completed"]);
  expect(await engine.repo.read("new.txt")).toBe("");
});

test.each([
  ["declined", deciding("decline")],
  ["nobody to ask", {}],
  [
    "a client that fails to answer",
    {
      "item/commandExecution/requestApproval": async () => {
        throw new Error("no idea");
      },
    },
  ],
] as const)("a command does not run and the turn goes on: %s", async (_name, handlers) => {
  await using engine = await testEngine({ config, replies: [touch, reply(say("done"))] });
  const { lifecycle, runTurn, startThread } = engine.connect(handlers);
  expect(await runTurn(await startThread(), "go")).toMatchObject({ status: "completed" });
  expect(lifecycle("commandExecution")).toEqual(ONE_DECLINED);
  expect(engine.model.request(1).toolOutput("call-1")).toContain("rejected");
  await expect(engine.repo.read("new.txt")).rejects.toThrow("ENOENT");
});

test("a cancelled command ends the turn", async () => {
  await using engine = await testEngine({ config, replies: [touch] });
  const { lifecycle, runTurn, startThread } = engine.connect(deciding("cancel"));
  expect(await runTurn(await startThread(), "go")).toMatchObject({ status: "interrupted" });
  expect(lifecycle("commandExecution")).toEqual(ONE_DECLINED);
});

test("a declined patch ends once, and the turn goes on", async () => {
  await using engine = await testEngine({ config, replies: [patching, reply(say("done"))] });
  const { lifecycle, runTurn, startThread } = engine.connect(deciding("decline", "decline"));
  expect(await runTurn(await startThread(), "go")).toMatchObject({ status: "completed" });
  expect(lifecycle("fileChange")).toEqual(ONE_DECLINED);
  await expect(engine.repo.read("new.txt")).rejects.toThrow("ENOENT");
});

test("a cancelled patch ends once, and so does the turn", async () => {
  await using engine = await testEngine({ config, replies: [patching] });
  const { lifecycle, runTurn, startThread } = engine.connect(deciding("decline", "cancel"));
  expect(await runTurn(await startThread(), "go")).toMatchObject({ status: "interrupted" });
  expect(lifecycle("fileChange")).toEqual(ONE_DECLINED);
});

test("an answer for the session is not asked for again", async () => {
  let questions = 0;
  await using engine = await testEngine({ config, replies: [touch, touch, reply(say("done"))] });
  const { runTurn, startThread } = engine.connect({
    "item/commandExecution/requestApproval": async () => {
      questions += 1;
      return { decision: "acceptForSession" };
    },
  });
  await runTurn(await startThread(), "go");
  expect(questions).toBe(1);
});

test("the second listener answers when the first cannot", async () => {
  await using engine = await testEngine({ config, replies: [touch, reply(say("done"))] });
  const first = engine.connect({});
  const threadId = await first.startThread();
  const second = engine.connect(deciding("accept"));
  await second.client.request("thread/resume", { threadId }, deadline());
  await first.runTurn(threadId, "go");
  expect(first.lifecycle("commandExecution")[1]).not.toContain("declined");
});

test("an interrupt withdraws the question, and a late answer tells nothing more", async () => {
  const { promise: asked, resolve: markAsked } = Promise.withResolvers<AbortSignal>();
  const { promise: late, resolve: answerLate } = Promise.withResolvers<void>();
  await using engine = await testEngine({ config, replies: [touch, reply(say("next"))] });
  const { client, first, lifecycle, runTurn, startThread, startTurn } = engine.connect({
    "item/commandExecution/requestApproval": async (_params, signal) => {
      markAsked(signal);
      await late;
      return { decision: "decline" };
    },
  });
  const threadId = await startThread();
  const turnId = await startTurn(threadId, "go");
  const signal = await asked;
  await client.request("turn/interrupt", { threadId, turnId }, deadline());
  expect((await first("turn/completed")).turn.status).toBe("interrupted");
  expect(signal.aborted).toBe(true);
  answerLate();
  await runTurn(threadId, "and now");
  expect(lifecycle("commandExecution")).toEqual([]);
});
