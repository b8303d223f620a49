/** Agents that a thread has working for it, as the model and clients see them. */
import { type CapturedRequest, callTool, type ModelReply, reply, say, status } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openThread, runTurn, withServer } from "./server-stage.ts";
import { openStage } from "./stage.ts";

type Call = readonly [tool: string, args: Readonly<Record<string, unknown>>];

const isAgent = ({ headers }: CapturedRequest) => headers["x-openai-subagent"] === "collab_spawn";
const home = { config: "[features]\ncollab = true" };
const idIn = (output: string | undefined): string => String(JSON.parse(output ?? "{}").agent_id);

/** A model that plays the thread, one call after the other, and its agents. */
function play(
  steps: readonly ((outputs: readonly string[]) => Call)[],
  agent: (request: CapturedRequest) => ModelReply | Promise<ModelReply>,
) {
  return (_index: number, request: CapturedRequest): ModelReply | Promise<ModelReply> => {
    if (isAgent(request)) return agent(request);
    const outputs = request.input
      .filter(({ type }) => type === "function_call_output")
      .map(({ output }) => String(output));
    const step = steps[outputs.length];
    return step ? reply(callTool(...step(outputs), `c${outputs.length}`)) : reply(say("done"));
  };
}

const outputsOf = (requests: readonly CapturedRequest[]) =>
  (requests.findLast((each) => !isAgent(each))?.input ?? [])
    .filter(({ type }) => type === "function_call_output")
    .map(({ output }) => JSON.parse(String(output)));

test("with agents on the model is offered five tools, and told nothing more", async () => {
  const developer: (readonly string[])[] = [];
  const tools: (readonly string[])[] = [];
  for (const flag of ["--enable", "--disable"]) {
    await using stage = await openStage({ replies: [reply(say("hi"))] });
    expect((await stage.codex("exec", flag, "collab", "go")).code).toBe(0);
    developer.push(stage.model.request(0).texts("developer"));
    tools.push(stage.model.request(0).toolNames());
    await stage.settle();
  }
  expect(developer[0]).toEqual(developer[1]);
  const added = (tools[0] ?? []).filter((name) => !tools[1]?.includes(name));
  expect([...added].sort()).toEqual(["close_agent", "resume_agent", "send_input", "spawn_agent", "wait"]);
});

test("each call is an item with the states of its agents, from its start to its end", () =>
  withServer(
    {
      replies: play(
        [
          () => ["spawn_agent", { message: "count" }],
          ([spawned]) => ["wait", { ids: [idIn(spawned)] }],
          ([spawned]) => ["send_input", { id: idIn(spawned), message: "again" }],
          ([spawned]) => ["close_agent", { id: idIn(spawned) }],
        ],
        () => reply(say("three")),
      ),
      home,
    },
    async ({ client, stage }) => {
      const threadId = await openThread(client);
      await runTurn(client, threadId, "how many?");
      const [{ agent_id: id }, waited] = outputsOf(stage.model.requests);
      expect(waited).toEqual({ status: { [id]: { completed: "three" } }, timed_out: false });
      const items = (method: string) =>
        client.lines
          .filter((line) => line.method === method && line.params.item.type === "collabAgentToolCall")
          .map(({ params }) => params.item);
      const all = { type: "collabAgentToolCall", senderThreadId: threadId };
      const begun = { ...all, status: "inProgress", agentsStates: {} };
      expect(items("item/started")).toEqual([
        { ...begun, id: "c0", tool: "spawnAgent", receiverThreadIds: [], prompt: "count" },
        { ...begun, id: "c1", tool: "wait", receiverThreadIds: [id], prompt: null },
        { ...begun, id: "c2", tool: "sendInput", receiverThreadIds: [id], prompt: "again" },
        { ...begun, id: "c3", tool: "closeAgent", receiverThreadIds: [id], prompt: null },
      ]);
      const ended = { ...all, status: "completed", receiverThreadIds: [id] };
      const state = { [id]: { status: expect.any(String), message: null } };
      const done = { [id]: { status: "completed", message: "three" } };
      expect(items("item/completed")).toEqual([
        { ...ended, id: "c0", tool: "spawnAgent", prompt: "count", agentsStates: state },
        { ...ended, id: "c1", tool: "wait", prompt: null, agentsStates: done },
        { ...ended, id: "c2", tool: "sendInput", prompt: "again", agentsStates: { [id]: expect.anything() } },
        { ...ended, id: "c3", tool: "closeAgent", prompt: null, agentsStates: { [id]: expect.anything() } },
      ]);
      const events = client.lines.flatMap(
        ({ method }) => /^codex\/event\/(collab_.*)$/.exec(method ?? "")?.[1] ?? [],
      );
      expect(events).toEqual([
        "collab_agent_spawn_begin",
        "collab_agent_spawn_end",
        "collab_waiting_begin",
        "collab_waiting_end",
        "collab_agent_interaction_begin",
        "collab_agent_interaction_end",
        "collab_close_begin",
        "collab_close_end",
      ]);
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  ));

const UNKNOWN = "00000000-0000-4000-8000-000000000000";

test("a call whose agent failed or is not there has failed", () =>
  withServer(
    {
      replies: play(
        [
          () => ["spawn_agent", { message: "try" }],
          ([spawned]) => ["wait", { ids: [idIn(spawned)] }],
          () => ["wait", { ids: [UNKNOWN] }],
        ],
        () => status(400, { error: { message: "broken" } }),
      ),
      home,
    },
    async ({ client, stage }) => {
      const threadId = await openThread(client);
      await runTurn(client, threadId, "go");
      const [{ agent_id: id }, first, second] = outputsOf(stage.model.requests);
      expect(first).toEqual({
        status: { [id]: { errored: expect.stringContaining("broken") } },
        timed_out: false,
      });
      expect(second).toEqual({ status: { [UNKNOWN]: "not_found" }, timed_out: false });
      const waits = client.lines.filter(
        ({ method, params }) => method === "item/completed" && params.item.tool === "wait",
      );
      expect(waits.map(({ params }) => [params.item.status, params.item.agentsStates])).toEqual([
        ["failed", { [id]: { status: "errored", message: expect.stringContaining("broken") } }],
        ["failed", { [UNKNOWN]: { status: "notFound", message: null } }],
      ]);
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  ));

test("an agent that was done before the call is told at once; calls that make no sense are refused", async () => {
  const refused: Call[] = [
    ["wait", { ids: [] }],
    ["wait", { ids: ["x"] }],
    ["wait", { ids: [UNKNOWN], timeout_ms: 0 }],
  ];
  await using stage = await openStage({
    replies: play(
      [
        () => ["spawn_agent", { message: "count" }],
        ([spawned]) => ["wait", { ids: [idIn(spawned)] }],
        ([spawned]) => ["wait", { ids: [idIn(spawned), UNKNOWN], timeout_ms: 300_000 }],
        ...refused.map((call) => () => call),
      ],
      () => reply(say("three")),
    ),
    home,
  });
  expect((await stage.codex("exec", "go")).code).toBe(0);
  const last = stage.model.requests.findLast((each) => !isAgent(each));
  const id = idIn(last?.toolOutput("c0"));
  expect(JSON.parse(last?.toolOutput("c2") ?? "")).toEqual({
    status: { [id]: { completed: "three" }, [UNKNOWN]: "not_found" },
    timed_out: false,
  });
  expect(last?.toolOutput("c3")).toContain("ids must be non-empty");
  expect(last?.toolOutput("c4")).toContain("x");
  expect(last?.toolOutput("c5")).toContain("greater than zero");
  await stage.settle();
});

test("`codex exec` tells what an agent does, and ends with its own turn and its own answer", async () => {
  await using stage = await openStage({
    replies: play(
      [() => ["spawn_agent", { message: "count" }], ([spawned]) => ["wait", { ids: [idIn(spawned)] }]],
      () => reply(say("three")),
    ),
    home,
  });
  const { code, events } = await stage.codex("exec", "--json", "-o", "last.txt", "go");
  expect(code).toBe(0);
  const told = events.map(({ type, item }) => [type, Object(item).tool ?? Object(item).text].join(" "));
  expect([...told].sort()).toEqual(
    [
      "thread.started ",
      "turn.started ",
      "item.started spawn_agent",
      "item.completed spawn_agent",
      "turn.started ",
      "item.started wait",
      "item.completed three",
      "item.completed wait",
      "item.completed done",
      "turn.completed ",
    ].sort(),
  );
  expect(told.slice(-2)).toEqual(["item.completed done", "turn.completed "]);
  // Three responses of the thread; the agent's is not among them.
  expect(events.at(-1)?.["usage"]).toMatchObject({ input_tokens: 300, output_tokens: 30 });
  expect(await stage.repo.read("last.txt")).toBe("done");
  await stage.settle();
});

test("a thread that had agents goes on in a later session and in a fork", () =>
  withServer(
    {
      replies: play(
        [() => ["spawn_agent", { message: "count" }], ([spawned]) => ["wait", { ids: [idIn(spawned)] }]],
        () => reply(say("three")),
      ),
      home,
    },
    async ({ client, stage }) => {
      const threadId = await openThread(client);
      await runTurn(client, threadId, "go");
      const { thread: fork } = await client.result("thread/fork", { threadId });
      expect(await runTurn(client, fork.id, "in the fork")).toMatchObject({ status: "completed" });
      expect(await client.end()).toMatchObject({ code: 0 });
      for (const id of [threadId, fork.id]) {
        expect((await stage.codex("exec", "resume", id, "later")).code).toBe(0);
        const request = stage.model.requests.at(-1);
        expect(request?.texts("user").at(-1)).toBe("later");
        expect(JSON.parse(request?.toolOutput("c1") ?? "")).toMatchObject({ timed_out: false });
      }
    },
  ));
