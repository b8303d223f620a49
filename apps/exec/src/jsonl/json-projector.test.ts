import type { ServerNotification, ThreadItem } from "@codex-ts/protocol/app-server";
import { ExecThreadEvent } from "@codex-ts/protocol/lines";
import { expect, test } from "@jest/globals";
import {
  command,
  completed,
  ended,
  failure,
  plan,
  started,
  turnCompleted,
  turnStarted,
  usage,
  warning,
} from "../../test/notifications.ts";
import { createJsonProjector } from "./json-projector.ts";

/** The lines of these notifications; each must have the published shape. */
function lines(...notifications: readonly ServerNotification[]): readonly ExecThreadEvent[] {
  const projector = createJsonProjector();
  const events = notifications.flatMap((notification) => projector.project(notification));
  for (const event of events) ExecThreadEvent.parse(event);
  return events;
}

const message = (id: string, text: string): ThreadItem => ({ type: "agentMessage", id, text });

test("a command is told twice, under one id, as text that keeps the order of keys", () => {
  const events = lines(started(command("c1")), completed(ended("c1", 3, "out\n")));
  expect(events.map((event) => JSON.stringify(event))).toEqual([
    `{"type":"item.started","item":{"id":"item_0","type":"command_execution","command":"/bin/bash -lc 'run c1'","aggregated_output":"","exit_code":null,"status":"in_progress"}}`,
    `{"type":"item.completed","item":{"id":"item_0","type":"command_execution","command":"/bin/bash -lc 'run c1'","aggregated_output":"out\\n","exit_code":3,"status":"failed"}}`,
  ]);
});

test("ids are given at the first mention, also to commands at the same time", () => {
  const events = lines(
    started(command("a")),
    started(command("b")),
    completed(message("m", "in between")),
    completed(ended("b", 0, null)),
    completed(ended("a", 0, null)),
  );
  expect(events.map((event) => ("item" in event ? `${event.type} ${event.item.id}` : ""))).toEqual([
    "item.started item_0",
    "item.started item_1",
    "item.completed item_2",
    "item.completed item_1",
    "item.completed item_0",
  ]);
});

test("messages are told when complete, and others not at all", () => {
  const events = lines(
    started(message("m", "")),
    completed(message("m", "hello")),
    completed({ type: "userMessage", id: "u", content: [] }),
    completed({ type: "imageView", id: "i", path: "/x.png" }),
    completed({ type: "plan", id: "p", text: "plan" }),
    completed({ type: "contextCompaction", id: "c" }),
  );
  expect(events).toEqual([
    { type: "item.completed", item: { id: "item_0", type: "agent_message", text: "hello" } },
  ]);
});

test("each section of reasoning is an item of its own", () => {
  const reasoning: ThreadItem = { type: "reasoning", id: "r", summary: ["**A**", "**B**"], content: ["raw"] };
  expect(lines(started(reasoning), completed(reasoning), completed({ ...reasoning, summary: [] }))).toEqual([
    { type: "item.completed", item: { id: "item_0", type: "reasoning", text: "**A**" } },
    { type: "item.completed", item: { id: "item_1", type: "reasoning", text: "**B**" } },
  ]);
});

test.each([
  ["completed", "completed"],
  ["failed", "failed"],
  ["declined", "failed"],
] as const)("a patch that is %s is told once, as %s", (status, told) => {
  const item: ThreadItem = {
    type: "fileChange",
    id: "p",
    status: "inProgress",
    changes: [
      { path: "/r/a", kind: { type: "add" }, diff: "x" },
      { path: "/r/b", kind: { type: "update", move_path: "/r/c" }, diff: "y" },
      { path: "/r/d", kind: { type: "delete" }, diff: "z" },
    ],
  };
  expect(lines(started(item), completed({ ...item, status }))).toEqual([
    {
      type: "item.completed",
      item: {
        id: "item_0",
        type: "file_change",
        changes: [
          { path: "/r/a", kind: "add" },
          { path: "/r/b", kind: "update" },
          { path: "/r/d", kind: "delete" },
        ],
        status: told,
      },
    },
  ]);
});

test("a search takes a number of the stream but carries the id of its call", () => {
  const search = (
    query: string,
    action: Extract<ThreadItem, { type: "webSearch" }>["action"],
  ): ThreadItem => ({
    type: "webSearch",
    id: "ws_1",
    query,
    action,
  });
  const events = lines(
    started(search("", { type: "other" })),
    completed(search("foo bar", { type: "search", query: "foo bar", queries: null })),
    completed(message("m", "found")),
  );
  expect(events).toEqual([
    { type: "item.started", item: { id: "ws_1", type: "web_search", query: "", action: { type: "other" } } },
    {
      type: "item.completed",
      item: {
        id: "ws_1",
        type: "web_search",
        query: "foo bar",
        action: { type: "search", query: "foo bar" },
      },
    },
    { type: "item.completed", item: { id: "item_1", type: "agent_message", text: "found" } },
  ]);
});

test("what a search was for is told at its end, and an id that comes back is a new item", () => {
  const search: ThreadItem = {
    type: "webSearch",
    id: "ws_1",
    query: "early",
    action: { type: "search", query: "early", queries: null },
  };
  const [first, , ...later] = lines(
    started(search),
    completed(search),
    started(command("c")),
    completed(ended("c", 0, null)),
    started(command("c")),
  );
  expect(first).toMatchObject({ item: { query: "", action: { type: "other" } } });
  expect(later.map((event) => ("item" in event ? event.item.id : ""))).toEqual([
    "item_1",
    "item_1",
    "item_2",
  ]);
});

test.each([
  [
    { type: "openPage", url: "http://x" },
    { type: "open_page", url: "http://x" },
  ],
  [
    { type: "findInPage", url: null, pattern: "p" },
    { type: "find_in_page", pattern: "p" },
  ],
  [null, { type: "other" }],
] as const)("the action %j is told as %j", (action, expected) => {
  const [event] = lines(completed({ type: "webSearch", id: "w", query: "q", action }));
  expect(event).toMatchObject({ item: { action: expected } });
});

test("a call of an MCP server is told twice, in the shape of 0.99.0", () => {
  const call: ThreadItem = {
    type: "mcpToolCall",
    id: "c",
    server: "demo",
    tool: "echo",
    status: "inProgress",
    arguments: { text: "yo" },
    result: null,
    error: null,
    durationMs: null,
  };
  const answered = { content: [{ type: "text", text: "echo: yo" }], structuredContent: { t: "yo" } };
  const events = lines(
    started(call),
    completed({ ...call, status: "completed", result: answered, durationMs: 1 }),
    completed({ ...call, id: "d", status: "failed", error: { message: "gone" } }),
  );
  expect(events.map((event) => JSON.stringify(event))).toEqual([
    `{"type":"item.started","item":{"id":"item_0","type":"mcp_tool_call","server":"demo","tool":"echo","arguments":{"text":"yo"},"result":null,"error":null,"status":"in_progress"}}`,
    `{"type":"item.completed","item":{"id":"item_0","type":"mcp_tool_call","server":"demo","tool":"echo","arguments":{"text":"yo"},"result":{"content":[{"type":"text","text":"echo: yo"}],"structured_content":{"t":"yo"}},"error":null,"status":"completed"}}`,
    `{"type":"item.completed","item":{"id":"item_1","type":"mcp_tool_call","server":"demo","tool":"echo","arguments":{"text":"yo"},"result":null,"error":{"message":"gone"},"status":"failed"}}`,
  ]);
});

test("sub-agent calls carry the states of their threads; resuming has no name in the stream", () => {
  const call: ThreadItem = {
    type: "collabAgentToolCall",
    id: "c",
    tool: "spawnAgent",
    status: "completed",
    senderThreadId: "A",
    receiverThreadIds: ["B"],
    prompt: "say child",
    agentsStates: { B: { status: "pendingInit", message: null } },
  };
  const [line, ...others] = lines(completed(call), completed({ ...call, id: "d", tool: "resumeAgent" }));
  expect(JSON.stringify(line)).toBe(
    `{"type":"item.completed","item":{"id":"item_0","type":"collab_tool_call","tool":"spawn_agent","sender_thread_id":"A","receiver_thread_ids":["B"],"prompt":"say child","agents_states":{"B":{"status":"pending_init","message":null}},"status":"completed"}}`,
  );
  expect(others).toEqual([]);
});

test("the plan is one list that changes, and ends with the turn", () => {
  const [first, second] = [
    { step: "look", status: "completed" },
    { step: "act", status: "inProgress" },
  ] as const;
  const list = (done: boolean) => ({
    id: "item_0",
    type: "todo_list",
    items: [
      { text: "look", completed: true },
      { text: "act", completed: done },
    ],
  });
  const events = lines(
    turnStarted,
    plan(first, second),
    plan(first, { ...second, status: "completed" }),
    turnCompleted(),
    turnStarted,
    plan(first),
  );
  expect(events).toMatchObject([
    { type: "turn.started" },
    { type: "item.started", item: list(false) },
    { type: "item.updated", item: list(true) },
    { type: "item.completed", item: list(true) },
    { type: "turn.completed" },
    { type: "turn.started" },
    { type: "item.started", item: { id: "item_1" } },
  ]);
});

test("background terminals end with the turn, without a code", () => {
  const events = lines(turnStarted, started(command("bg")), turnCompleted());
  expect(events.slice(2)).toMatchObject([
    { type: "item.completed", item: { id: "item_0", exit_code: null, status: "completed" } },
    { type: "turn.completed" },
  ]);
});

test("usage is the total so far, and zero when none was told", () => {
  expect(lines(turnStarted, turnCompleted()).at(-1)).toEqual({
    type: "turn.completed",
    usage: { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 },
  });
  expect(lines(usage(1, 0, 1), usage(2400, 400, 68), turnCompleted()).at(-1)).toEqual({
    type: "turn.completed",
    usage: { input_tokens: 2400, cached_input_tokens: 400, output_tokens: 68 },
  });
});

test("a retry is an error line that does not end the turn, a failure does", () => {
  expect(lines(turnStarted, failure("Reconnecting... 1/5", "cut"), turnCompleted()).slice(1)).toMatchObject([
    { type: "error", message: "Reconnecting... 1/5 (cut)" },
    { type: "turn.completed" },
  ]);
  expect(lines(turnStarted, failure("broken"), turnCompleted("failed")).slice(1)).toEqual([
    { type: "error", message: "broken" },
    { type: "turn.failed", error: { message: "broken" } },
  ]);
});

test("an interrupted turn ends as failed, with its commands before it", () => {
  const cut = command("c1", { status: "failed" });
  expect(
    lines(turnStarted, started(command("c1")), completed(cut), turnCompleted("interrupted")).slice(2),
  ).toEqual([
    {
      type: "item.completed",
      item: {
        id: "item_0",
        type: "command_execution",
        command: "/bin/bash -lc 'run c1'",
        aggregated_output: "",
        exit_code: null,
        status: "failed",
      },
    },
    { type: "turn.failed", error: { message: "interrupted" } },
  ]);
});

test("a warning is an item of its own, also before the turn", () => {
  expect(lines(warning("careful"), turnStarted)).toEqual([
    { type: "item.completed", item: { id: "item_0", type: "error", message: "careful" } },
    { type: "turn.started" },
  ]);
});
