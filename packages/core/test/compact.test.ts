/** Compaction, on request and by itself. */

import { BUNDLED_MODELS } from "@codex-ts/model-client";
import {
  callTool,
  compacted,
  cutAfter,
  failedResponse,
  hang,
  message,
  reply,
  replyWith,
  say,
  status,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { type TestThread, testThread } from "./test-thread.ts";

const OVERRIDES = {
  models: () => BUNDLED_MODELS,
  contextWindow: undefined,
  autoCompactLimit: 5_000,
  supportsReasoningSummaries: undefined,
  verbosity: undefined,
  toolOutputTokens: undefined,
};
const SMALL = { options: { modelOverrides: OVERRIDES } };
const USED_UP = { usage: { input: 9_000, cached: 0, output: 10, reasoning: 0 } };

async function compactNow(rig: TestThread) {
  return rig.finished(rig.thread.submit({ type: "compact" }));
}

test("on request: a turn of its own, whose summary takes the place of what the model said", async () => {
  await using rig = await testThread([reply(say("long answer")), reply(say("the gist")), reply(say("done"))]);
  await rig.turn("first words");
  const events = await compactNow(rig);
  expect(kinds(events)).toEqual([
    "task_started",
    "item_started",
    "token_count",
    "token_count",
    "token_count",
    "item_completed",
    "context_compacted",
    "warning",
    "task_complete",
  ]);
  expect(rig.model.request(1).body?.["tools"]).toEqual([]);
  await rig.turn("next words");
  const request = rig.model.request(2);
  expect(request.texts("assistant")).toEqual([]);
  const users = request.texts("user");
  expect(users.slice(-3)).toEqual(["first words", expect.stringMatching(/\nthe gist$/), "next words"]);
  expect(request.texts("developer").filter((text) => text.startsWith("<permissions"))).toHaveLength(1);
  const trace = (await rig.rollout()).filter((line) => line.type === "compacted");
  expect(trace).toMatchObject([{ payload: { message: users.at(-2) } }]);
});

test("a later session starts from the summary, and from what was said after it", async () => {
  const replies = [reply(say("one")), reply(say("gist")), reply(say("two")), reply(say("three"))];
  const rig = await testThread(replies);
  await rig.turn("first");
  await compactNow(rig);
  await rig.turn("second");
  await using later = await rig.resumed();
  await later.turn("third");
  const request = later.model.request(3);
  expect(request.texts("assistant")).toEqual(["two"]);
  const said = request.texts("user").filter((text) => !text.startsWith("<environment_context>"));
  expect(said).toEqual(["first", expect.stringMatching(/\ngist$/), "second", "third"]);
});

test("in a turn that goes on: before the next request", async () => {
  await using rig = await testThread(
    [replyWith(USED_UP, callTool("update_plan", { plan: [] }, "c1")), reply(say("gist")), reply(say("done"))],
    SMALL,
  );
  const events = await rig.turn("go");
  expect(ofKind(events, "task_started")).toHaveLength(1);
  expect(kinds(events)).toContain("context_compacted");
  expect(rig.model.request(2).texts("user").slice(-2)).toEqual(["go", expect.stringMatching(/\ngist$/)]);
  expect(events.at(-1)).toMatchObject({ last_agent_message: "done" });
});

test("a turn that ends over the limit leaves it to the next, which compacts before it takes its input", async () => {
  await using rig = await testThread(
    [replyWith(USED_UP, say("one")), reply(say("gist")), reply(say("two"))],
    SMALL,
  );
  expect(kinds(await rig.turn("first"))).not.toContain("context_compacted");
  const events = kinds(await rig.turn("second"));
  expect(events.indexOf("context_compacted")).toBeLessThan(events.indexOf("user_message"));
  expect(rig.model.request(2).texts("user").slice(-3)).toEqual([
    "first",
    expect.stringMatching(/\ngist$/),
    "second",
  ]);
});

test("what does not fit even for a summary loses its oldest items", async () => {
  await using rig = await testThread([
    reply(say("one")),
    failedResponse("context_length_exceeded", "too long"),
    failedResponse("context_length_exceeded", "too long"),
    reply(say("gist")),
  ]);
  await rig.turn("first");
  const events = await compactNow(rig);
  const [before = 0, , after = 0] = [1, 2, 3].map((index) => rig.model.request(index).input.length);
  expect(before - after).toBe(2);
  expect(ofKind(events, "background_event").map((event) => event.message)).toEqual([
    expect.stringContaining("2 oldest items"),
  ]);
});

test("a summary is asked for again when its stream breaks", async () => {
  await using rig = await testThread([reply(say("one")), cutAfter(), status(400, "no"), reply(say("gist"))], {
    streamMaxRetries: 2,
  });
  await rig.turn("first");
  const events = await compactNow(rig);
  expect(ofKind(events, "stream_error").map((error) => error.message)).toEqual([
    "Reconnecting... 1/2",
    "Reconnecting... 2/2",
  ]);
  expect(kinds(events)).toContain("context_compacted");
});

test("without a summary everything stays as it was", async () => {
  await using rig = await testThread([reply(say("one")), status(400, "no"), reply(say("two"))]);
  await rig.turn("first");
  const events = await compactNow(rig);
  expect(kinds(events).slice(-2)).toEqual(["error", "task_complete"]);
  await rig.turn("second");
  expect(rig.model.request(2).texts("assistant")).toEqual(["one"]);
});

test("a failed compaction ends the turn that needed it, and the next tries again", async () => {
  await using rig = await testThread(
    [replyWith(USED_UP, say("one")), status(400, "no"), reply(say("gist")), reply(say("two"))],
    SMALL,
  );
  await rig.turn("first");
  const events = await rig.turn("second");
  expect(kinds(events).slice(-2)).toEqual(["error", "task_complete"]);
  await rig.turn("third");
  expect(rig.model.request(3).texts("user").at(-1)).toBe("third");
});

test("an interrupt stops it, and a compaction takes the place of a running turn", async () => {
  await using rig = await testThread([hang(), hang(), reply(say("done"))]);
  const turn = rig.start("first");
  await rig.model.waitForRequest(0, AbortSignal.timeout(10_000));
  const compaction = rig.thread.submit({ type: "compact" });
  expect((await rig.finished(turn)).at(-1)).toEqual({ type: "turn_aborted", reason: "replaced" });
  await rig.model.waitForRequest(1, AbortSignal.timeout(10_000));
  rig.thread.submit({ type: "interrupt" });
  expect((await rig.finished(compaction)).at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
  await rig.turn("second");
  expect(rig.model.request(2).texts("user").slice(-3)).toEqual([
    "first",
    expect.stringContaining("<turn_aborted>"),
    "second",
  ]);
});

test("a model that changed before a compaction is still told of after it", async () => {
  await using rig = await testThread([reply(say("one")), reply(say("gist")), reply(say("two"))]);
  await rig.turn("first");
  rig.override({ model: "gpt-5.2-codex" });
  await compactNow(rig);
  await rig.turn("second");
  expect(
    rig.model
      .request(2)
      .texts("developer")
      .filter((text) => text.includes("<model_switch>")),
  ).toHaveLength(1);
});

test("OpenAI's server compacts itself, and a later session starts from what it made", async () => {
  const kept = message("kept by the server").item;
  const user = { type: "message", role: "user", content: [{ type: "input_text", text: "first" }] } as const;
  const replies = [
    reply(say("one")),
    compacted({ ...user, content: [...user.content] }, kept),
    reply(say("two")),
    reply(say("three")),
  ];
  const rig = await testThread(replies, { providerName: "OpenAI" });
  await rig.turn("first");
  const events = await compactNow(rig);
  expect(kinds(events)).not.toContain("warning");
  expect(rig.model.request(1).path).toMatch(/\/responses\/compact$/);
  expect(Object.keys(rig.model.request(1).body ?? {})).toEqual(["model", "input", "instructions"]);
  await rig.turn("second");
  expect(rig.model.request(2).texts("assistant")).toEqual(["kept by the server"]);
  expect(rig.model.request(2).texts("user").slice(-2)).toEqual(["first", "second"]);
  await using later = await rig.resumed();
  await later.turn("third");
  expect(later.model.request(3).texts("assistant")).toEqual(["kept by the server", "two"]);
});

test("a server that cannot says so", async () => {
  await using rig = await testThread([reply(say("one")), status(400, "no")], { providerName: "OpenAI" });
  await rig.turn("first");
  const events = await compactNow(rig);
  expect(events.at(-2)).toMatchObject({
    type: "error",
    message: expect.stringMatching(/^Error running remote compact task: /),
  });
});

test("what compacting cannot shorten is named after two attempts, and is not paid for a third time", async () => {
  const usedUp = (callId: string) => replyWith(USED_UP, callTool("update_plan", { plan: [] }, callId));
  const gist = reply(say("gist"));
  await using rig = await testThread(
    [usedUp("c1"), gist, usedUp("c2"), gist, usedUp("c3"), reply(say("shorter now"))],
    {
      options: {
        modelOverrides: OVERRIDES,
        instructions: {
          base: undefined,
          developer: undefined,
          user: "x".repeat(40_000),
          compactPrompt: undefined,
        },
      },
    },
  );
  const events = await rig.turn("go");
  expect(ofKind(events, "context_compacted")).toHaveLength(2);
  expect(ofKind(events, "error")).toMatchObject([
    {
      message: expect.stringMatching(/limit is 5000.* AGENTS\.md and skills \(100\d\d\)/),
      codex_error_info: "context_window_exceeded",
    },
  ]);
  expect(rig.model.requests).toHaveLength(5);
});

test("the request that is being worked on survives a compaction whole, however long it is", async () => {
  const long = "do this ".repeat(15_000);
  await using rig = await testThread(
    [replyWith(USED_UP, callTool("update_plan", { plan: [] }, "c1")), reply(say("gist")), reply(say("done"))],
    SMALL,
  );
  await rig.turn(long);
  expect(rig.model.request(2).texts("user")).toContain(long);
});
