/** What the model asks of a client: tools of the client's own, and questions to the user. */
import { callTool, reply, say, type WireClient } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import {
  CLIENT,
  EXPERIMENTAL,
  openThread,
  runTurn,
  startServer,
  textInput,
  withServer,
} from "./server-stage.ts";

const LOOK = { name: "look", description: "Looks.", inputSchema: { type: "object", properties: {} } };
const PIXEL = "data:image/png;base64,iVBORw0KGgo=";
const asked = [reply(callTool("look", { at: "sky" }, "c1")), reply(say("done"))];

/** Waits for the call of the turn and answers it. */
async function answerCall(client: WireClient, answer: object, callId = "c1") {
  const { id, params } = await client.told("item/tool/call", (told) => told.callId === callId);
  client.send({ id, ...answer });
  return params;
}

test("a tool of the client answers with text and pictures, in the list that the model gets", () =>
  withServer({ replies: asked }, async ({ client, stage }) => {
    const threadId = await openThread(client, EXPERIMENTAL, { dynamicTools: [LOOK] });
    const running = runTurn(client, threadId, "go");
    const contentItems = [
      { type: "inputText", text: "blue" },
      { type: "inputImage", imageUrl: PIXEL },
    ];
    const params = await answerCall(client, { result: { contentItems, success: true } });
    const { id: turnId } = await running;
    expect(params).toEqual({ threadId, turnId, callId: "c1", tool: "look", arguments: { at: "sky" } });
    expect(stage.model.request(0).toolNames()).toContain("look");
    expect(stage.model.request(1).outputItem("c1")).toEqual({
      type: "function_call_output",
      call_id: "c1",
      output: [
        { type: "input_text", text: "blue" },
        { type: "input_image", image_url: PIXEL },
      ],
    });
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test.each<[string, object]>([
  ["an error", { error: { code: 1, message: "no" } }],
  ["the shape of older clients", { result: { output: "blue", success: true } }],
  ["nonsense", { result: [] }],
])("%s as an answer is one sentence for the model", (_name, answer) =>
  withServer({ replies: asked }, async ({ client, stage }) => {
    const threadId = await openThread(client, EXPERIMENTAL, { dynamicTools: [LOOK] });
    const running = runTurn(client, threadId, "go");
    await answerCall(client, answer);
    expect(await running).toMatchObject({ status: "completed" });
    expect(stage.model.request(1).outputItem("c1")?.["output"]).toEqual([
      { type: "input_text", text: expect.any(String) },
    ]);
    await client.end();
  }),
);

test("tools of a client need the capability, and names and schemas that can be offered", () =>
  withServer({ replies: [] }, async ({ client, stage }) => {
    await openThread(client);
    expect(await client.call("thread/start", { dynamicTools: [LOOK] })).toMatchObject({
      error: { code: -32600, message: "thread/start.dynamicTools requires experimentalApi capability" },
    });
    expect(await client.end()).toMatchObject({ code: 0 });
    const other = (await startServer(stage)).client;
    await openThread(other, EXPERIMENTAL);
    for (const dynamicTools of [
      [{ ...LOOK, name: "" }],
      [{ ...LOOK, name: " look" }],
      [{ ...LOOK, name: "mcp" }],
      [{ ...LOOK, name: "mcp__a__b" }],
      [LOOK, LOOK],
      [{ ...LOOK, inputSchema: "object" }],
      [{ ...LOOK, inputSchema: { type: "text" } }],
      [{ ...LOOK, inputSchema: { properties: { at: { type: "array", items: { type: "null" } } } } }],
    ]) {
      expect(await other.call("thread/start", { dynamicTools })).toMatchObject({ error: { code: -32600 } });
    }
    const untyped = [{ ...LOOK, inputSchema: { properties: {} } }];
    expect(await other.call("thread/start", { dynamicTools: untyped })).not.toHaveProperty("error");
    expect(await other.end()).toMatchObject({ code: 0 });
  }));

test("calls of a client's tool come one after the other", () =>
  withServer(
    {
      replies: [reply(callTool("look", {}, "c1"), callTool("look", {}, "c2")), reply(say("done"))],
    },
    async ({ client }) => {
      const threadId = await openThread(client, EXPERIMENTAL, { dynamicTools: [LOOK] });
      const running = runTurn(client, threadId, "go");
      const result = { contentItems: [], success: true };
      const { id } = await client.told("item/tool/call");
      // Answered requests come back in order, so a second call would be among the lines by now.
      await client.result("getUserAgent");
      expect(client.lines.filter(({ method }) => method === "item/tool/call")).toHaveLength(1);
      client.send({ id, result });
      await answerCall(client, { result }, "c2");
      expect(await running).toMatchObject({ status: "completed" });
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  ));

const QUESTION = {
  id: "which",
  header: "Which",
  question: "Which one?",
  options: [{ label: "A", description: "the first" }],
};
const plan = {
  mode: "plan",
  settings: { model: "gpt-5.1-codex", reasoning_effort: null, developer_instructions: null },
};
const asking = (id: string, questions: readonly object[] = [QUESTION]) =>
  reply(callTool("request_user_input", { questions }, id));

test("the user is asked in Plan mode only; the tool is offered in both and says so", () =>
  withServer(
    { replies: [asking("c1"), reply(say("one")), asking("c2"), reply(say("two"))] },
    async ({ client, stage }) => {
      const threadId = await openThread(client, EXPERIMENTAL);
      expect(await runTurn(client, threadId, "a")).toMatchObject({ status: "completed" });
      expect(stage.model.request(1).toolOutput("c1")).toBe(
        "request_user_input is unavailable in Default mode",
      );
      const running = runTurn(client, threadId, { input: textInput("b"), collaborationMode: plan });
      const { id, params } = await client.told("item/tool/requestUserInput");
      expect(params).toMatchObject({ threadId, itemId: "c2", questions: [{ ...QUESTION, isOther: true }] });
      client.send({ id, result: { answers: { which: { answers: ["A"] } } } });
      expect(await running).toMatchObject({ status: "completed" });
      expect(JSON.parse(stage.model.request(3).toolOutput("c2"))).toEqual({
        answers: { which: { answers: ["A"] } },
      });
      for (const { body } of stage.model.requests) {
        const tools = body?.["tools"] as readonly { readonly name?: string; readonly description?: string }[];
        expect(tools.find(({ name }) => name === "request_user_input")?.description).toContain("Plan mode");
      }
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  ));

test("a question without prepared answers is the model's mistake", () =>
  withServer(
    { replies: [asking("c1", [{ ...QUESTION, options: [] }]), reply(say("done"))] },
    async ({ client, stage }) => {
      const threadId = await openThread(client, EXPERIMENTAL);
      await runTurn(client, threadId, { input: textInput("a"), collaborationMode: plan });
      expect(stage.model.request(1).toolOutput("c1")).toContain("options");
      expect(client.lines.filter(({ method }) => method === "item/tool/requestUserInput")).toEqual([]);
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  ));

test("a thread with tools of a client goes on in a later session, in a fork, and in `codex exec`", () =>
  withServer({ replies: [...asked, ...asked, ...asked, ...asked] }, async ({ client, stage }) => {
    const threadId = await openThread(client, EXPERIMENTAL, { dynamicTools: [LOOK] });
    const result = { contentItems: [{ type: "inputText", text: "blue" }], success: true };
    const first = runTurn(client, threadId, "go");
    await answerCall(client, { result });
    await first;
    expect(await client.end()).toMatchObject({ code: 0 });

    const other = (await startServer(stage)).client;
    await other.result("initialize", { ...CLIENT, capabilities: EXPERIMENTAL });
    const fork = await other.result("thread/fork", { threadId });
    for (const id of [fork.thread.id, threadId]) {
      if (id === threadId) await other.result("thread/resume", { threadId });
      const running = runTurn(other, id, "again");
      const { id: request } = await other.told("item/tool/call", (told) => told.threadId === id);
      other.send({ id: request, result });
      expect(await running).toMatchObject({ status: "completed" });
    }
    expect(await other.end()).toMatchObject({ code: 0 });
    expect((await stage.codex("exec", "resume", threadId, "and here")).code).toBe(0);
    const outputs = [1, 3, 5, 7].map((index) => stage.model.request(index).input.at(-1)?.["output"]);
    const answer = [{ type: "input_text", text: "blue" }];
    expect(outputs).toEqual([answer, answer, answer, [{ type: "input_text", text: expect.any(String) }]]);
    for (const request of stage.model.requests) expect(request.toolNames()).toContain("look");
  }));
