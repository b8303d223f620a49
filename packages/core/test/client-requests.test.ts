/** What only the client can answer: questions to the user, and tools of its own. */
import type { DynamicToolSpec } from "@codex-ts/protocol";
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { type TestThread, testThread } from "./test-thread.ts";

const PLAN = {
  mode: "plan" as const,
  settings: { model: "gpt-5.1-codex", reasoning_effort: null, developer_instructions: null },
};
const QUESTION = {
  id: "which",
  header: "Which",
  question: "Which one?",
  options: [{ label: "A", description: "the first" }],
};
const ask = (questions: readonly object[], callId = "c1") =>
  reply(callTool("request_user_input", { questions }, callId));

test("a question waits for the user, whose answer the model gets as it is", async () => {
  await using rig = await testThread([ask([QUESTION]), reply(say("done"))]);
  rig.override({ collaboration_mode: PLAN });
  const turn = rig.start("go");
  const asked = await rig.log.next("request_user_input");
  expect(asked).toMatchObject({
    call_id: "c1",
    turn_id: turn,
    questions: [{ ...QUESTION, isOther: true, isSecret: false }],
  });
  const response = { answers: { which: { answers: ["A", "because"] } } };
  rig.thread.submit({ type: "user_input_answer", id: "another turn", response: { answers: {} } });
  rig.thread.submit({ type: "user_input_answer", id: turn, response });
  await rig.finished(turn);
  expect(JSON.parse(rig.model.request(1).toolOutput("c1"))).toEqual(response);
});

test("outside of Plan mode, and without prepared answers, nobody is asked", async () => {
  const vague = ask([{ ...QUESTION, options: [] }], "c2");
  await using rig = await testThread([ask([QUESTION]), reply(say("done")), vague, reply(say("done"))]);
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toBe("request_user_input is unavailable in Default mode");
  rig.override({ collaboration_mode: PLAN });
  await rig.turn("go");
  expect(rig.model.request(3).toolOutput("c2")).toContain("non-empty options");
  expect(rig.log.events.map(({ msg }) => msg.type)).not.toContain("request_user_input");
});

test("an interrupt ends a question", async () => {
  await using rig = await testThread([ask([QUESTION]), reply(say("done"))]);
  rig.override({ collaboration_mode: PLAN });
  const turn = rig.start("go");
  await rig.log.next("request_user_input");
  rig.thread.submit({ type: "interrupt" });
  expect((await rig.finished(turn)).at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
  await rig.turn("go on");
  expect(rig.model.request(1).toolOutput("c1")).toContain("aborted");
});

const LOOK: DynamicToolSpec = {
  name: "look",
  description: "Looks.",
  inputSchema: { properties: { at: { type: "string" } } },
};
const withTools = { options: { dynamicTools: [LOOK] } };
const lookAt = (args: string) =>
  reply({ ...callTool("look", {}, "c1"), item: { ...callTool("look", {}, "c1").item, arguments: args } });

async function answered(rig: TestThread, contentItems: readonly object[]) {
  const turn = rig.start("go");
  const call = await rig.log.next("dynamic_tool_call_request");
  const response = { contentItems, success: true };
  rig.thread.submit({ type: "dynamic_tool_response", id: call.callId, response } as never);
  await rig.finished(turn);
  return call;
}

test("a tool of the client is offered, called, and answered with a list", async () => {
  await using rig = await testThread([lookAt('{"at":"sky"}'), reply(say("done"))], withTools);
  const call = await answered(rig, [
    { type: "inputText", text: "blue" },
    { type: "inputImage", imageUrl: "data:image/png;base64,AA==" },
  ]);
  expect(call).toMatchObject({ callId: "c1", tool: "look", arguments: { at: "sky" } });
  const tools = rig.model.request(0).body?.["tools"] as readonly { readonly name: string }[];
  expect(tools.at(-1)).toEqual({
    type: "function",
    name: "look",
    description: "Looks.",
    strict: false,
    parameters: { type: "object", properties: { at: { type: "string" } } },
  });
  expect(rig.model.request(1).outputItem("c1")).toMatchObject({
    output: [
      { type: "input_text", text: "blue" },
      { type: "input_image", image_url: "data:image/png;base64,AA==" },
    ],
  });
});

test("arguments that are no JSON go back to the model", async () => {
  await using rig = await testThread([lookAt("{"), reply(say("done"))], withTools);
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toContain("failed to parse function arguments");
});

test("an interrupt ends a call, and the rollout remembers the tools", async () => {
  await using rig = await testThread([lookAt("{}"), reply(say("done"))], withTools);
  const turn = rig.start("go");
  await rig.log.next("dynamic_tool_call_request");
  rig.thread.submit({ type: "interrupt" });
  await rig.finished(turn);
  await rig.turn("go on");
  expect(rig.model.request(1).toolOutput("c1")).toContain("aborted");
  expect((await rig.rollout())[0]).toMatchObject({ payload: { dynamic_tools: [LOOK] } });
});
