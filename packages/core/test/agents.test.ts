/** Agents: threads that a thread has working for it. */
import { type AgentStatus, type EventMsg, toThreadId } from "@codex-ts/protocol";
import { sleep } from "@codex-ts/std";
import {
  type CapturedRequest,
  callTool,
  hang,
  type ModelReply,
  reply,
  say,
  status,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import type { CodexThread } from "../src/index.ts";
import { ofKind } from "./event-log.ts";
import { type TestThreadOptions, testThread } from "./test-thread.ts";

type Args = Readonly<Record<string, unknown>>;
/** What the thread calls next, given the outputs of its calls so far. */
type Step = (outputs: readonly string[]) => readonly [tool: string, args: Args] | string;
/** What an agent answers, by what it was told last. */
type Agent = (request: CapturedRequest) => ModelReply | Promise<ModelReply>;

const isAgent = (request: CapturedRequest) => request.headers["x-openai-subagent"] === "collab_spawn";

/** A model that plays the thread by steps, one call each, and its agents by a function. */
function play(steps: readonly Step[], agent: Agent) {
  const outputs: string[] = [];
  return {
    outputs,
    replies: async (_index: number, request: CapturedRequest): Promise<ModelReply> => {
      if (isAgent(request)) return agent(request);
      const known = request.input
        .filter((item) => item["type"] === "function_call_output")
        .map((item) => String(item["output"]));
      outputs.splice(0, outputs.length, ...known);
      const step = steps[known.length]?.(known) ?? "done";
      return typeof step === "string" ? reply(say(step)) : reply(callTool(...step, `call-${known.length}`));
    },
  };
}

const idOf = (output: string | undefined): string => String(JSON.parse(output ?? "{}").agent_id);
const statusOf = (output: string | undefined, id: string): AgentStatus =>
  JSON.parse(output ?? "{}").status[id];

const withAgents: TestThreadOptions = {
  tools: { collab: true },
  services: () => ({ clock: { now: Date.now, sleep } }),
};

const collab = (events: readonly EventMsg[]) =>
  events.filter(({ type }) => type.startsWith("collab_")).map(({ type }) => type);

test("an agent does its task beside the thread, and its last message is the thread's to wait for", async () => {
  const { outputs, replies } = play(
    [
      () => ["spawn_agent", { message: "count the files" }],
      ([spawned]) => ["wait", { ids: [idOf(spawned)] }],
      ([spawned]) => ["close_agent", { id: idOf(spawned) }],
    ],
    () => reply(say("three")),
  );
  await using rig = await testThread(replies, withAgents);
  const events = await rig.turn("how many?");
  const id = idOf(outputs[0]);
  expect(JSON.parse(outputs[1] ?? "")).toEqual({
    status: { [id]: { completed: "three" } },
    timed_out: false,
  });
  expect(JSON.parse(outputs[2] ?? "")).toEqual({ status: { completed: "three" } });
  expect(collab(events)).toEqual([
    "collab_agent_spawn_begin",
    "collab_agent_spawn_end",
    "collab_waiting_begin",
    "collab_waiting_end",
    "collab_close_begin",
    "collab_close_end",
  ]);
  const asked = rig.model.requests.find(isAgent);
  expect(asked?.texts("user").at(-1)).toBe("count the files");
  expect(asked?.body?.["prompt_cache_key"]).toBe(id);
  expect(asked?.body?.["instructions"]).toBe(rig.model.request(0).body?.["instructions"]);
  const tools = rig.model.request(0).toolNames();
  expect(tools).toEqual(expect.arrayContaining(["spawn_agent", "send_input", "resume_agent", "wait"]));
  expect(asked?.toolNames()).toEqual(tools.filter((name) => !/agent|^wait$|send_input/.test(name)));
});

test("an explorer has the model of its role", async () => {
  const { replies } = play(
    [
      () => ["spawn_agent", { message: "look", agent_type: "explorer" }],
      ([spawned]) => ["wait", { ids: [idOf(spawned)] }],
    ],
    () => reply(say("seen")),
  );
  await using rig = await testThread(replies, withAgents);
  await rig.turn("go");
  const asked = rig.model.requests.find(isAgent);
  expect(asked?.body?.["model"]).toBe("gpt-5.1-codex-mini");
  expect(asked?.body?.["reasoning"]).toMatchObject({ effort: "medium" });
});

test("one that is done wakes the wait, and the others are not waited for", async () => {
  const { outputs, replies } = play(
    [
      () => ["spawn_agent", { message: "slow" }],
      () => ["spawn_agent", { message: "quick" }],
      ([slow, quick]) => ["wait", { ids: [idOf(slow), idOf(quick)] }],
    ],
    (request) => (request.texts("user").at(-1) === "slow" ? hang() : reply(say("first"))),
  );
  await using rig = await testThread(replies, withAgents);
  await rig.turn("go");
  const { status: statuses } = JSON.parse(outputs[2] ?? "");
  expect(statuses).toEqual({ [idOf(outputs[1])]: { completed: "first" } });
});

test("more input goes to the same agent, at once when it interrupts", async () => {
  const { outputs, replies } = play(
    [
      () => ["spawn_agent", { message: "one" }],
      ([spawned]) => ["send_input", { id: idOf(spawned), message: "two", interrupt: true }],
      ([spawned]) => ["wait", { ids: [idOf(spawned)] }],
      ([spawned]) => ["wait", { ids: [idOf(spawned)] }],
    ],
    (request) => (request.texts("user").at(-1) === "one" ? hang() : reply(say("did two"))),
  );
  await using rig = await testThread(replies, withAgents);
  await rig.turn("go");
  expect(JSON.parse(outputs[1] ?? "")).toEqual({ submission_id: "2" });
  const id = idOf(outputs[0]);
  const seen = [statusOf(outputs[2], id), statusOf(outputs[3], id)];
  expect(seen).toContainEqual({ completed: "did two" });
});

test("what an agent gets to do later it does with the permissions of then", async () => {
  let isLater = false;
  const { replies } = play(
    [
      () => ["spawn_agent", { message: "one" }],
      ([spawned]) => ["wait", { ids: [idOf(spawned)] }],
      ([spawned]) => (isLater ? ["send_input", { id: idOf(spawned), message: "two" }] : "it did it"),
      ([spawned]) => ["wait", { ids: [idOf(spawned)] }],
    ],
    () => reply(say("did it")),
  );
  await using rig = await testThread(replies, withAgents);
  rig.override({ sandbox_policy: { type: "danger-full-access" } });
  await rig.turn("go");
  rig.override({ sandbox_policy: { type: "read-only" } });
  isLater = true;
  await rig.turn("go on");
  const asked = rig.model.requests.filter(isAgent);
  expect(asked.map((request) => request.texts("developer").join().includes("read-only"))).toEqual([
    false,
    true,
  ]);
});

test("an agent whose request fails says why", async () => {
  const { outputs, replies } = play(
    [() => ["spawn_agent", { message: "fail" }], ([spawned]) => ["wait", { ids: [idOf(spawned)] }]],
    () => status(400, { error: { message: "no such model" } }),
  );
  await using rig = await testThread(replies, withAgents);
  await rig.turn("go");
  expect(statusOf(outputs[1], idOf(outputs[0]))).toEqual({
    errored: expect.stringContaining("no such model"),
  });
});

test("a closed agent goes on after it was resumed, in the same thread or a later one", async () => {
  const { outputs, replies } = play(
    [
      () => ["spawn_agent", { message: "one" }],
      ([spawned]) => ["wait", { ids: [idOf(spawned)] }],
      ([spawned]) => ["close_agent", { id: idOf(spawned) }],
      ([spawned]) => ["send_input", { id: idOf(spawned), message: "lost" }],
      ([spawned]) => ["resume_agent", { id: idOf(spawned) }],
      ([spawned]) => ["send_input", { id: idOf(spawned), message: "two" }],
      ([spawned]) => ["wait", { ids: [idOf(spawned)] }],
    ],
    (request) => reply(say(`answer to ${request.texts("user").at(-1)}`)),
  );
  await using rig = await testThread(replies, withAgents);
  await rig.turn("go");
  expect(outputs[3]).toBe(`agent with id ${idOf(outputs[0])} not found`);
  expect(JSON.parse(outputs[4] ?? "")).toEqual({ status: "pending_init" });
  expect(statusOf(outputs[6], idOf(outputs[0]))).toEqual({ completed: "answer to two" });
  const last = rig.model.requests.filter(isAgent).at(-1);
  expect(last?.texts("assistant")).toEqual(["answer to one"]);
});

test("a thread that is not an agent of this one can be neither reached nor resumed", async () => {
  const { outputs, replies } = play(
    [
      () => ["wait", { ids: ["01923456-789a-7fff-bfff-ffffffffffff"] }],
      () => ["resume_agent", { id: "01923456-789a-7fff-bfff-ffffffffffff" }],
      () => ["close_agent", { id: "nonsense" }],
    ],
    () => reply(say("never")),
  );
  await using rig = await testThread(replies, withAgents);
  const own = rig.thread.id;
  await rig.turn("go");
  expect(JSON.parse(outputs[0] ?? "").status).toEqual({
    "01923456-789a-7fff-bfff-ffffffffffff": "not_found",
  });
  expect(outputs[1]).toContain("not found");
  expect(outputs[2]).toBe("invalid agent id nonsense");
  expect(toThreadId(own)).toBe(own);
});

test("there is a limit, and a closed agent makes room", async () => {
  const { outputs, replies } = play(
    [
      () => ["spawn_agent", { message: "one" }],
      () => ["spawn_agent", { message: "two" }],
      ([spawned]) => ["close_agent", { id: idOf(spawned) }],
      () => ["spawn_agent", { message: "three" }],
    ],
    () => hang(),
  );
  await using rig = await testThread(replies, { ...withAgents, options: { maxAgents: 1 } });
  const events = await rig.turn("go");
  expect(outputs[1]).toContain("agent thread limit reached (max 1)");
  expect(ofKind(events, "collab_agent_spawn_end")[1]).toMatchObject({
    new_thread_id: null,
    status: "not_found",
  });
  expect(idOf(outputs[3])).not.toBe("undefined");
});

test.each([
  ["spawn_agent", {}, "Provide one of: message or items"],
  ["spawn_agent", { message: "a", items: [] }, "Provide either message or items, but not both"],
  ["spawn_agent", { message: " " }, "Empty message can't be sent to an agent"],
  ["spawn_agent", { items: [] }, "Items can't be empty"],
  ["spawn_agent", { items: [{ type: "image" }] }, "failed to parse function arguments"],
  ["wait", { ids: [] }, "ids must be non-empty"],
  ["wait", { ids: ["x"], timeout_ms: 0 }, "invalid agent id x"],
  ["wait", { ids: ["01923456-789a-7fff-bfff-ffffffffffff"], timeout_ms: 0 }, "greater than zero"],
])("%s %j is refused", async (tool, args, text) => {
  const { outputs, replies } = play([() => [tool, args]], () => reply(say("never")));
  await using rig = await testThread(replies, withAgents);
  await rig.turn("go");
  expect(outputs[0]).toContain(text);
});

test("who shows agents gets their events; an interrupt of the thread leaves them alone, its end does not", async () => {
  const opened: CodexThread[] = [];
  const { replies } = play([() => ["spawn_agent", { message: "one" }]], () => hang());
  const rig = await testThread(replies, {
    ...withAgents,
    services: () => ({
      clock: { now: Date.now, sleep },
      onAgentOpened: (agent) => void opened.push(agent),
    }),
  });
  await rig.turn("go");
  rig.thread.submit({ type: "interrupt" });
  const kindsSeen: string[] = [];
  const [agent] = opened;
  const read = (async () => {
    for await (const { msg } of agent?.events ?? []) kindsSeen.push(msg.type);
  })();
  await rig[Symbol.asyncDispose]();
  await read;
  expect(kindsSeen[0]).toBe("session_configured");
  expect(kindsSeen).toContain("task_started");
  expect(kindsSeen.at(-1)).toBe("shutdown_complete");
});

test("a wait ends when its time is over", async () => {
  const { outputs, replies } = play(
    [() => ["spawn_agent", { message: "one" }], ([spawned]) => ["wait", { ids: [idOf(spawned)] }]],
    () => hang(),
  );
  await using rig = await testThread(replies, { tools: { collab: true } });
  await rig.turn("go");
  expect(JSON.parse(outputs[1] ?? "")).toEqual({ status: {}, timed_out: true });
});
