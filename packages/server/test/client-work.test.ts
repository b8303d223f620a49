/** What clients do for a thread: answer the user's questions, run tools of their own, and hear of agents. */
import type { ServerRequestHandlers } from "@codex-ts/protocol/app-server";
import { createDeferred } from "@codex-ts/std";
import { type CapturedRequest, callTool, mcpProgram, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { deadline, testEngine } from "./test-engine.ts";

const QUESTION = {
  id: "which",
  header: "Which",
  question: "Which one?",
  options: [{ label: "A", description: "the first" }],
};
const asking = [reply(callTool("request_user_input", { questions: [QUESTION] }, "c1")), reply(say("done"))];
const plan = {
  mode: "plan" as const,
  settings: { model: "gpt-5.1-codex", reasoning_effort: null, developer_instructions: null },
};
const go = [{ type: "text" as const, text: "go", text_elements: [] }];

test.each([
  ["A", { which: { answers: ["A"] } }],
  ["nobody who can ask", {}],
])("a question of the model is answered: %s", async (_name, answers) => {
  const asked: unknown[] = [];
  const handlers: ServerRequestHandlers = {
    "item/tool/requestUserInput": async (params) => {
      asked.push(params);
      return { answers };
    },
  };
  await using engine = await testEngine({ replies: asking });
  const { client, first, startThread } = engine.connect("which" in answers ? handlers : {});
  const threadId = await startThread();
  const params = { threadId, input: go, collaborationMode: plan };
  const { turn } = await client.request("turn/start", params, deadline());
  await first("turn/completed");
  expect(JSON.parse(engine.model.request(1).toolOutput("c1"))).toEqual({ answers });
  const question = { ...QUESTION, isOther: true, isSecret: false };
  const request = { threadId, turnId: turn.id, itemId: "c1", questions: [question] };
  expect(asked).toEqual("which" in answers ? [request] : []);
});

const LOOK = { name: "look", description: "Looks.", inputSchema: { type: "object", properties: {} } };

test.each([
  ["answered", [{ type: "input_text", text: "blue" }]],
  ["by nobody", [{ type: "input_text", text: expect.stringContaining("no client could run") }]],
])("a client's tool is run: %s", async (name, output) => {
  const handlers: ServerRequestHandlers = {
    "item/tool/call": async ({ tool, callId, arguments: args }) => {
      expect({ tool, callId, args }).toEqual({ tool: "look", callId: "c1", args: { at: "sky" } });
      return { contentItems: [{ type: "inputText", text: "blue" }], success: true };
    },
  };
  await using engine = await testEngine({
    replies: [reply(callTool("look", { at: "sky" }, "c1")), reply(say("done"))],
  });
  const { client, runTurn } = engine.connect(name === "answered" ? handlers : {});
  const params = { cwd: engine.repo.path, dynamicTools: [LOOK] };
  const { thread } = await client.request("thread/start", params, deadline());
  await runTurn(thread.id, "go");
  expect(engine.model.request(1).outputItem("c1")).toMatchObject({ output });
});

test.each([
  [[{ ...LOOK, name: "" }], "empty name"],
  [[{ ...LOOK, name: " look" }], "blanks"],
  [[{ ...LOOK, name: "mcp" }], "reserved"],
  [[{ ...LOOK, name: "mcp__a__b" }], "reserved"],
  [[LOOK, LOOK], "duplicate"],
  [[{ ...LOOK, name: "exec_command" }], "duplicate"],
  [[{ ...LOOK, inputSchema: "text" }], "not supported"],
])("tools that cannot be offered are refused: %j", async (dynamicTools, message) => {
  await using engine = await testEngine({ replies: [] });
  const { client } = engine.connect();
  const start = client.request("thread/start", { cwd: engine.repo.path, dynamicTools }, deadline());
  await expect(start).rejects.toMatchObject({ code: -32600, message: expect.stringContaining(message) });
});

const isAgent = (request: CapturedRequest) => request.headers["x-openai-subagent"] === "collab_spawn";
const idIn = (output: string): string => JSON.parse(output).agent_id;

test("an agent's items and questions reach those who listen to its thread, until the thread ends", async () => {
  const asked: string[] = [];
  await using engine = await testEngine({
    config: 'approval_policy = "untrusted"\n[features]\ncollab = true',
    replies: (_index, request) => {
      if (isAgent(request)) {
        const hasRun = request.outputItem("a1") !== undefined;
        return hasRun ? reply(say("made it")) : reply(callTool("shell", { command: ["touch", "x"] }, "a1"));
      }
      if (!request.outputItem("c1")) return reply(callTool("spawn_agent", { message: "make x" }, "c1"));
      if (request.outputItem("c2")) return reply(say("done"));
      return reply(callTool("wait", { ids: [idIn(request.toolOutput("c1"))] }, "c2"));
    },
  });
  const { all, runTurn, startThread, lifecycle } = engine.connect({
    "item/commandExecution/requestApproval": async ({ threadId }) => {
      asked.push(threadId);
      return { decision: "decline" };
    },
  });
  const threadId = await startThread();
  await runTurn(threadId, "go");
  const agentId = idIn(engine.model.requests.find((each) => each.outputItem("c1"))?.toolOutput("c1") ?? "{}");
  expect(asked).toEqual([agentId]);
  expect(lifecycle("collabAgentToolCall")).toEqual([
    "started c1",
    "completed c1 completed",
    "started c2",
    "completed c2 completed",
  ]);
  const ofAgent = all("item/completed").filter((params) => params.threadId === agentId);
  expect(ofAgent.map(({ item }) => item.type)).toContain("agentMessage");
  expect(all("turn/completed").map((params) => params.threadId)).toEqual([agentId, threadId]);
  expect(all("thread/started")).toHaveLength(1);
});

test("what a server asks for an agent is asked even when its thread has no turn", async () => {
  const [command, ...args] = mcpProgram();
  const table = `[mcp_servers.docs]\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}`;
  const idle = createDeferred<void>();
  await using engine = await testEngine({
    config: `${table}\n[features]\ncollab = true`,
    replies: async (_index, request) => {
      if (!isAgent(request)) {
        return reply(
          request.outputItem("c1") ? say("over") : callTool("spawn_agent", { message: "look" }, "c1"),
        );
      }
      await idle.promise;
      return reply(request.outputItem("c2") ? say("done") : callTool("mcp__docs__ask", {}, "c2"));
    },
  });
  const asked: unknown[] = [];
  const client = engine.connect({
    "mcpServer/elicitation/request": async (params) => {
      asked.push(params);
      return { action: "decline" };
    },
  });
  const threadId = await client.startThread();
  await client.runTurn(threadId, "go");
  idle.resolve();
  await client.first("turn/completed", (params) => params.threadId !== threadId);
  expect(asked).toMatchObject([{ threadId, turnId: null, serverName: "docs", message: "sure?" }]);
  const heard = engine.model.requests.find((request) => request.outputItem("c2"));
  expect(heard?.toolOutput("c2")).toContain("decline");
});
