/** Reviews: a thread of its own looks, and the thread that asked hears of it. */
import type { EventMsg, ReviewTarget } from "@codex-ts/protocol";
import { callTool, hang, message, reply, say, status } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { type TestThread, testThread } from "./test-thread.ts";

const UNCOMMITTED: ReviewTarget = { type: "uncommittedChanges" };
const OUTPUT = {
  findings: [],
  overall_correctness: "patch is correct",
  overall_explanation: "all well",
  overall_confidence_score: 0.9,
};
const answer = reply(say(JSON.stringify(OUTPUT)));
const touch = callTool("exec_command", { cmd: "touch new.txt", login: false }, "c1");

const start = (rig: TestThread, target: ReviewTarget = UNCOMMITTED) =>
  rig.thread.submit({ type: "review", review_request: { target } });

const texts = (events: readonly EventMsg[]) =>
  ofKind(events, "item_completed").flatMap(({ item }) =>
    item.type === "AgentMessage" ? item.content.map(({ text }) => text) : [],
  );

test("the reviewer has a thread, instructions and no web search of its own", async () => {
  await using rig = await testThread([answer, reply(say("done"))], {
    options: {
      webSearch: { confined: "live", fullAccess: "live" },
      reviewModel: "gpt-5.2",
      instructions: { base: undefined, developer: "be brief", user: "house rules", compactPrompt: undefined },
    },
  });
  const events = await rig.finished(start(rig));
  await rig.turn("thanks");
  const [asked, later] = [rig.model.request(0), rig.model.request(1)];
  expect(asked.headers["x-openai-subagent"]).toBe("review");
  expect(later.headers["x-openai-subagent"]).toBeUndefined();
  expect(asked.body?.["prompt_cache_key"]).not.toBe(rig.thread.id);
  expect(asked.body?.["model"]).toBe("gpt-5.2");
  expect(later.body?.["model"]).toBe("gpt-5.1-codex");
  expect(asked.body?.["instructions"]).toContain("overall_correctness");
  expect(asked.texts("developer").at(-1)).toBe("be brief");
  expect(asked.texts("user")[0]).toContain("house rules");
  const tools = later.toolNames();
  expect(tools).toContain("web_search");
  expect(asked.toolNames().toSorted()).toEqual(tools.filter((name) => name !== "web_search").toSorted());
  expect(kinds(events).at(-1)).toBe("task_complete");
});

test("its result is told and recorded, and the next turn knows it", async () => {
  await using rig = await testThread([answer, reply(say("done"))]);
  const events = await rig.finished(start(rig));
  expect(kinds(events).slice(0, 2)).toEqual(["task_started", "entered_review_mode"]);
  expect(ofKind(events, "entered_review_mode")).toMatchObject([{ user_facing_hint: "current changes" }]);
  expect(ofKind(events, "exited_review_mode")).toEqual([
    { type: "exited_review_mode", review_output: OUTPUT },
  ]);
  expect(ofKind(events, "user_message")).toHaveLength(1);
  expect(texts(events)).toEqual(["all well"]);
  expect(ofKind(events, "token_count")).toEqual([]);
  expect(events.at(-1)).toEqual({ type: "task_complete", last_agent_message: null });
  await rig.turn("thanks");
  const { input } = rig.model.request(1);
  expect(JSON.stringify(input.at(-3))).toContain("<action>review</action>");
  expect(rig.model.request(1).texts("assistant")).toEqual(["all well"]);
  const [ours, reviewers] = await rig.home.rollouts();
  expect(JSON.stringify(ours)).toContain("entered_review_mode");
  expect(reviewers?.[0]).toMatchObject({ payload: { source: { subagent: "review" } } });
});

test("what it does is told under the ids of the asking turn, messages one late", async () => {
  await using rig = await testThread([reply(message("first"), touch), answer]);
  // Both threads count their turns from 0; the asking one is a step ahead.
  rig.override({});
  const id = start(rig);
  const events = await rig.finished(id);
  expect(texts(events)).toEqual(["first", "all well"]);
  expect(ofKind(events, "item_started").length).toBe(ofKind(events, "item_completed").length);
  expect(ofKind(events, "exec_command_end")).toMatchObject([{ turn_id: id, exit_code: 0 }]);
  for (const event of [...ofKind(events, "item_started"), ...ofKind(events, "item_completed")]) {
    expect(event).toMatchObject({ thread_id: rig.thread.id, turn_id: id });
  }
});

test.each([
  ["approved", 0],
  ["denied", undefined],
] as const)("its questions go to the client: %s", async (decision, exitCode) => {
  await using rig = await testThread([reply(touch), answer], { settings: { approvalPolicy: "untrusted" } });
  const id = start(rig);
  const asked = await rig.log.next("exec_approval_request");
  expect(asked).toMatchObject({ turn_id: id, call_id: "c1" });
  rig.thread.submit({ type: "exec_approval", id: "c1", decision });
  const events = await rig.finished(id);
  expect(ofKind(events, "exec_command_end").find((end) => end.exit_code === 0)?.exit_code).toBe(exitCode);
  expect(ofKind(events, "exited_review_mode")).toMatchObject([{ review_output: OUTPUT }]);
});

test("an interrupt ends the reviewer, and the model hears that there is no result", async () => {
  await using rig = await testThread([hang(), reply(say("done"))]);
  const id = start(rig);
  await rig.model.waitForRequest(0, AbortSignal.timeout(10_000));
  rig.thread.submit({ type: "interrupt" });
  const events = await rig.finished(id);
  expect(ofKind(events, "exited_review_mode")).toEqual([{ type: "exited_review_mode", review_output: null }]);
  expect(events.at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
  await rig.turn("go on");
  const told = rig.model.request(1).texts("user");
  expect(told.at(-3)).toContain("<action>review</action>");
  expect(told.at(-2)).toContain("<turn_aborted>");
});

test("an interrupt while a question waits leaves nothing behind", async () => {
  await using rig = await testThread([reply(touch)], { settings: { approvalPolicy: "untrusted" } });
  const id = start(rig);
  await rig.log.next("exec_approval_request");
  rig.thread.submit({ type: "interrupt" });
  expect((await rig.finished(id)).at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
  await expect(rig.repo.read("new.txt")).rejects.toThrow("ENOENT");
});

test("a reviewer that fails is an error without a result", async () => {
  await using rig = await testThread([status(400, { error: { message: "no" } })]);
  const events = await rig.finished(start(rig));
  expect(ofKind(events, "error")).toHaveLength(1);
  expect(ofKind(events, "exited_review_mode")).toMatchObject([{ review_output: null }]);
  expect(kinds(events).at(-1)).toBe("task_complete");
});

test("a branch is compared from where HEAD left it", async () => {
  await using rig = await testThread([answer], { files: { "a.txt": "a\n" } });
  await rig.finished(start(rig, { type: "baseBranch", branch: "HEAD" }));
  expect(rig.model.request(0).texts("user").at(-1)).toMatch(/[0-9a-f]{40}/);
});

test("a target without content is refused", async () => {
  await using rig = await testThread([]);
  const id = start(rig, { type: "custom", instructions: " " });
  const { msg } = await rig.log.find((event) => event.id === id);
  expect(msg).toMatchObject({ type: "error", codex_error_info: "bad_request" });
});

test("a reviewer has no agents and no tools of the client", async () => {
  const look = { name: "look", description: "Looks.", inputSchema: { properties: {} } };
  await using rig = await testThread([answer, reply(say("done"))], {
    tools: { collab: true },
    options: { dynamicTools: [look] },
  });
  await rig.finished(start(rig));
  await rig.turn("thanks");
  const [asked, later] = [rig.model.request(0).toolNames(), rig.model.request(1).toolNames()];
  expect(later).toEqual(expect.arrayContaining(["look", "spawn_agent"]));
  expect(asked).not.toContain("look");
  expect(asked).not.toContain("spawn_agent");
});
