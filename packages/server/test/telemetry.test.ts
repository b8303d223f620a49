/** What telemetry hears of decisions, reviews and compactions. */
import type { ServerRequestHandlers } from "@codex-ts/protocol/app-server";
import {
  callTool,
  customCall,
  failedResponse,
  type OtlpReceiver,
  otlpReceiver,
  reply,
  replyWith,
  say,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, testEngine } from "./test-engine.ts";

function exporting({ origin }: OtlpReceiver, ...lines: readonly string[]): string {
  const exporter = (kind: string) =>
    `{ otlp-http = { endpoint = "${origin}/v1/${kind}", protocol = "json" } }`;
  return [
    ...lines,
    "[analytics]",
    "enabled = true",
    "[otel]",
    `exporter = ${exporter("logs")}`,
    `metrics_exporter = ${exporter("metrics")}`,
  ].join("\n");
}

/** The counts of a metric with the tags of the given names. */
function counted(receiver: OtlpReceiver, name: string, ...tags: readonly string[]) {
  return receiver
    .points()
    .filter((point) => point.name === name)
    .map(({ attributes, count }) => [...tags.map((tag) => attributes[tag]), count]);
}

test("every decision is told with who made it, and every question is counted", async () => {
  await using receiver = await otlpReceiver();
  const run = (cmd: string, id: string) => reply(callTool("exec_command", { cmd, login: false }, id));
  const patch = ["*** Begin Patch", "*** Add File: new.txt", "+x", "*** End Patch"].join("\n");
  await using engine = await testEngine({
    config: exporting(receiver, 'approval_policy = "untrusted"', 'sandbox_mode = "workspace-write"'),
    replies: [
      run("ls", "safe"),
      run("touch a", "kept"),
      run("touch a", "known"),
      run("touch b", "no"),
      reply(customCall("apply_patch", patch, "patch")),
      reply(say("done")),
    ],
  });
  const handlers: ServerRequestHandlers = {
    "item/commandExecution/requestApproval": async ({ itemId }) => ({
      decision: itemId === "kept" ? "acceptForSession" : "decline",
    }),
    "item/fileChange/requestApproval": async () => ({ decision: "accept" }),
  };
  const { runTurn, startThread } = engine.connect(handlers);
  await runTurn(await startThread(), "go");
  await engine.server.close();
  const decisions = receiver
    .logs()
    .filter(({ eventName }) => eventName === "codex.tool_decision")
    .map(({ attributes }) => ["call_id", "decision", "source"].map((key) => attributes[key]));
  expect(decisions).toEqual([
    ["safe", "approved", "Config"],
    ["kept", "approvedforsession", "User"],
    ["known", "approvedforsession", "User"],
    ["no", "denied", "User"],
    ["patch", "approved", "User"],
  ]);
  expect(counted(receiver, "codex.approval.requested", "tool", "approved")).toEqual([
    ["unified_exec", "approved_for_session", 1],
    ["unified_exec", "denied", 1],
    ["apply_patch", "approved", 1],
  ]);
});

test("a review is counted, and its own thread is told as one", async () => {
  await using receiver = await otlpReceiver();
  await using engine = await testEngine({ config: exporting(receiver), replies: [reply(say("fine"))] });
  const { client, first, startThread } = engine.connect();
  const threadId = await startThread();
  const target = { type: "custom" as const, instructions: "look" };
  await client.request("review/start", { threadId, target }, deadline());
  await first("turn/completed");
  await engine.server.close();
  expect(counted(receiver, "codex.task.review", "session_source")).toEqual([["vscode", 1]]);
  expect(counted(receiver, "codex.thread.started", "session_source")).toEqual([
    ["vscode", 1],
    ["subagent_review", 1],
  ]);
  const threads = receiver
    .logs()
    .filter(({ eventName }) => eventName === "codex.conversation_starts")
    .map(({ attributes }) => attributes["conversation.id"]);
  expect(new Set(threads).size).toBe(2);
  expect(threads[0]).toBe(threadId);
});

test("a compaction is counted with its kind", async () => {
  await using receiver = await otlpReceiver();
  await using engine = await testEngine({
    config: exporting(receiver, "model_auto_compact_token_limit = 500"),
    replies: [
      replyWith({ usage: { input: 1000, cached: 0, output: 10, reasoning: 0 } }, say("one")),
      reply(say("a summary")),
      reply(say("two")),
    ],
  });
  const { runTurn, startThread } = engine.connect();
  const threadId = await startThread();
  await runTurn(threadId, "first");
  await runTurn(threadId, "second");
  await engine.server.close();
  expect(counted(receiver, "codex.task.compact", "type")).toEqual([["local", 1]]);
});

test("a broken stream is told with its reason", async () => {
  await using receiver = await otlpReceiver();
  await using engine = await testEngine({
    config: exporting(receiver),
    replies: [failedResponse("server_error", "out of order")],
  });
  const { runTurn, startThread } = engine.connect();
  await runTurn(await startThread(), "go");
  await engine.server.close();
  expect(counted(receiver, "codex.sse_event", "kind", "success")).toContainEqual([
    "response.failed",
    "false",
    1,
  ]);
});
