import type { Event, EventMsg, FileChange, TurnItem } from "@codex-ts/protocol";
import { toThreadId } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { projectEvent } from "./project-event.ts";
import { createProjectionState } from "./projector.ts";

const threadId = toThreadId("01923456-789a-7fff-bfff-ffffffffffff");
const place = { threadId, turnId: "7" };

function project(...messages: readonly EventMsg[]) {
  const state = createProjectionState(threadId);
  return messages.flatMap((msg) => projectEvent({ id: "7", msg } as Event, state));
}

const completedItem = (item: TurnItem) =>
  project({ type: "item_completed", thread_id: threadId, turn_id: "7", item });

test("messages, reasoning and plans keep their ids and texts", () => {
  expect(
    completedItem({
      type: "AgentMessage",
      id: "m1",
      content: [
        { type: "Text", text: "a" },
        { type: "Text", text: "b" },
      ],
    }),
  ).toEqual([
    { method: "item/completed", params: { ...place, item: { type: "agentMessage", id: "m1", text: "ab" } } },
  ]);
  expect(
    completedItem({ type: "Reasoning", id: "r1", summary_text: ["s"], raw_content: ["raw"] }),
  ).toMatchObject([{ params: { item: { type: "reasoning", summary: ["s"], content: ["raw"] } } }]);
  expect(completedItem({ type: "Plan", id: "p", text: "do it" })).toMatchObject([
    { params: { item: { type: "plan", text: "do it" } } },
  ]);
  expect(completedItem({ type: "ContextCompaction", id: "c" })).toMatchObject([
    { params: { item: { type: "contextCompaction", id: "c" } } },
  ]);
});

test.each([
  [
    { type: "search", query: "q" },
    { type: "search", query: "q", queries: null },
  ],
  [
    { type: "open_page", url: "http://x" },
    { type: "openPage", url: "http://x" },
  ],
  [
    { type: "find_in_page", url: "http://x", pattern: "p" },
    { type: "findInPage", url: "http://x", pattern: "p" },
  ],
  [{ type: "other" }, { type: "other" }],
] as const)("the search action %j becomes %j", (action, expected) => {
  const item: TurnItem = { type: "WebSearch", id: "w", query: "q", action };
  expect(completedItem(item)).toMatchObject([{ params: { item: { type: "webSearch", action: expected } } }]);
});

test("deltas name their item", () => {
  expect(
    project({
      type: "agent_message_content_delta",
      thread_id: threadId,
      turn_id: "7",
      item_id: "m1",
      delta: "x",
    }),
  ).toEqual([{ method: "item/agentMessage/delta", params: { ...place, itemId: "m1", delta: "x" } }]);
  expect(
    project({
      type: "reasoning_content_delta",
      thread_id: threadId,
      turn_id: "7",
      item_id: "r1",
      delta: "x",
      summary_index: 2,
    }),
  ).toEqual([
    {
      method: "item/reasoning/summaryTextDelta",
      params: { ...place, itemId: "r1", delta: "x", summaryIndex: 2 },
    },
  ]);
});

const exec = {
  call_id: "c1",
  process_id: "42",
  turn_id: "7",
  command: ["/bin/bash", "-lc", "cat 'a b'"],
  cwd: "/repo",
  parsed_cmd: [
    { type: "read", cmd: "cat 'a b'", name: "a b", path: "a b" },
    { type: "list_files", cmd: "ls" },
    { type: "search", cmd: "rg x", query: "x" },
    { type: "unknown", cmd: "true" },
  ],
  source: "agent",
} as const;
const begin = { type: "exec_command_begin", ...exec } as unknown as EventMsg;
const output = (text: string): EventMsg => ({
  type: "exec_command_output_delta",
  call_id: "c1",
  stream: "stdout",
  chunk: Buffer.from(text).toString("base64"),
});
const end = (exitCode: number, aggregated: string) =>
  ({
    type: "exec_command_end",
    ...exec,
    stdout: "",
    stderr: "",
    aggregated_output: aggregated,
    exit_code: exitCode,
    duration: { secs: 1, nanos: 5_999_999 },
    formatted_output: "",
  }) as unknown as EventMsg;

test("a command starts empty and ends with its result", () => {
  const [started, delta, completed] = project(begin, output("hé"), end(3, "hé"));
  const item = {
    type: "commandExecution",
    id: "c1",
    command: "/bin/bash -lc \"cat 'a b'\"",
    cwd: "/repo",
    processId: "42",
    status: "inProgress",
    commandActions: [
      { type: "read", command: "cat 'a b'", name: "a b", path: "a b" },
      { type: "listFiles", command: "ls", path: null },
      { type: "search", command: "rg x", query: "x", path: null },
      { type: "unknown", command: "true" },
    ],
    aggregatedOutput: null,
    exitCode: null,
    durationMs: null,
  };
  expect(started).toEqual({ method: "item/started", params: { ...place, item } });
  expect(delta).toEqual({
    method: "item/commandExecution/outputDelta",
    params: { ...place, itemId: "c1", delta: "hé" },
  });
  expect(completed).toEqual({
    method: "item/completed",
    params: {
      ...place,
      item: { ...item, status: "failed", aggregatedOutput: "hé", exitCode: 3, durationMs: 1005 },
    },
  });
  expect(project(begin, end(0, "")).at(-1)).toMatchObject({
    params: { item: { status: "completed", aggregatedOutput: null, exitCode: 0 } },
  });
});

const changes: { [path: string]: FileChange } = {
  "/repo/z": { type: "update", unified_diff: "@@\n-a\n+b\n", move_path: "/repo/y" },
  "/repo/a": { type: "add", content: "new\n" },
  "/repo/m": { type: "delete", content: "old\n" },
};
const patch = { call_id: "p1", turn_id: "7", changes };

test("a patch lists its changes by path, and its output goes before its end", () => {
  const told = project(
    { type: "patch_apply_begin", ...patch, auto_approved: true },
    {
      type: "exec_command_output_delta",
      call_id: "p1",
      stream: "stdout",
      chunk: Buffer.from("Success.\n").toString("base64"),
    },
    { type: "patch_apply_end", ...patch, stdout: "Success.\n", stderr: "", success: true },
  );
  const files = [
    { path: "/repo/a", kind: { type: "add" }, diff: "new\n" },
    { path: "/repo/m", kind: { type: "delete" }, diff: "old\n" },
    {
      path: "/repo/z",
      kind: { type: "update", move_path: "/repo/y" },
      diff: "@@\n-a\n+b\n\n\nMoved to: /repo/y",
    },
  ];
  expect(told).toEqual([
    {
      method: "item/started",
      params: { ...place, item: { type: "fileChange", id: "p1", status: "inProgress", changes: files } },
    },
    { method: "item/fileChange/outputDelta", params: { ...place, itemId: "p1", delta: "Success.\n" } },
    {
      method: "item/completed",
      params: { ...place, item: { type: "fileChange", id: "p1", status: "completed", changes: files } },
    },
  ]);
});

test("a plan keeps its steps, an image is an item of its own, the diff is passed on", () => {
  const [plan, imageStarted, imageCompleted, diff] = project(
    {
      type: "plan_update",
      explanation: "why",
      plan: [
        { step: "a", status: "completed" },
        { step: "b", status: "in_progress" },
      ],
    },
    { type: "view_image_tool_call", call_id: "i1", path: "/repo/a.png" },
    { type: "turn_diff", unified_diff: "diff" },
  );
  expect(plan).toEqual({
    method: "turn/plan/updated",
    params: {
      ...place,
      explanation: "why",
      plan: [
        { step: "a", status: "completed" },
        { step: "b", status: "inProgress" },
      ],
    },
  });
  expect(imageStarted?.params).toEqual(imageCompleted?.params);
  expect(diff).toEqual({ method: "turn/diff/updated", params: { ...place, diff: "diff" } });
});

const started: EventMsg = {
  type: "task_started",
  model_context_window: null,
  collaboration_mode_kind: "default",
};
const finished: EventMsg = { type: "task_complete", last_agent_message: null };

test("an error makes its turn fail, a retry notice does not, and the next turn starts clean", () => {
  const retry: EventMsg = {
    type: "stream_error",
    message: "Reconnecting... 1/2",
    codex_error_info: null,
    additional_details: "cut",
  };
  const error: EventMsg = { type: "error", message: "broken", codex_error_info: "other" };
  const told = project(started, retry, finished, started, error, finished, started, finished);
  expect(told.filter(({ method }) => method === "error")).toMatchObject([
    { params: { willRetry: true, error: { additionalDetails: "cut" } } },
    { params: { willRetry: false, error: { message: "broken" } } },
  ]);
  const ends = told.filter(({ method }) => method === "turn/completed");
  expect(ends).toMatchObject([
    { params: { turn: { id: "7", items: [], status: "completed", error: null } } },
    { params: { turn: { status: "failed", error: { message: "broken", codexErrorInfo: "other" } } } },
    { params: { turn: { status: "completed", error: null } } },
  ]);
});

test("an interrupted turn has no error", () => {
  const error: EventMsg = { type: "error", message: "broken", codex_error_info: "other" };
  const told = project(started, error, { type: "turn_aborted", reason: "interrupted" });
  expect(told.at(-1)).toMatchObject({ params: { turn: { status: "interrupted", error: null } } });
});

test("usage and limits are told apart", () => {
  const usage = {
    input_tokens: 10,
    cached_input_tokens: 4,
    output_tokens: 3,
    reasoning_output_tokens: 1,
    total_tokens: 13,
  };
  const told = project({
    type: "token_count",
    info: { total_token_usage: usage, last_token_usage: usage, model_context_window: 100 },
    rate_limits: {
      primary: { used_percent: 12.6, window_minutes: 300, resets_at: 5 },
      secondary: null,
      credits: null,
      plan_type: null,
    },
  });
  const breakdown = {
    totalTokens: 13,
    inputTokens: 10,
    cachedInputTokens: 4,
    outputTokens: 3,
    reasoningOutputTokens: 1,
  };
  expect(told).toEqual([
    {
      method: "thread/tokenUsage/updated",
      params: { ...place, tokenUsage: { total: breakdown, last: breakdown, modelContextWindow: 100 } },
    },
    {
      method: "account/rateLimits/updated",
      params: {
        rateLimits: {
          primary: { usedPercent: 13, windowDurationMins: 300, resetsAt: 5 },
          secondary: null,
          credits: null,
          planType: null,
        },
      },
    },
  ]);
});
