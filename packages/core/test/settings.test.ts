/** Settings that change between turns, and threads that are opened again. */

import { callTool, hang, holdUntil, reply, replyWith, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { testThread, textInput, WORKSPACE } from "./test-thread.ts";

const GIST =
  /^(<permissions instructions>|<environment_context>|<model_switch>|<personality_spec>|<collaboration_mode>)/;

/** What is in a request, each item in a word. */
function outline(input: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  return input.map((item) => {
    const [part] = (item["content"] ?? []) as readonly { readonly text?: string }[];
    const text = part?.text ?? "";
    return `${String(item["role"] ?? item["type"])} ${GIST.exec(text)?.[0] ?? text}`.trim();
  });
}

const PREAMBLE = ["developer <permissions instructions>", "user <environment_context>"];

test("a new thread starts with the preamble, and nothing is repeated while nothing changes", async () => {
  await using rig = await testThread([reply(say("one")), reply(say("two"))]);
  await rig.turn("a");
  await rig.turn("b");
  expect(outline(rig.model.request(1).input)).toEqual([...PREAMBLE, "user a", "assistant one", "user b"]);
});

test("what changes is told before the next input, each thing once and in this order", async () => {
  await using rig = await testThread([reply(say("one")), reply(say("two")), reply(say("three"))], {
    files: { "sub/a.txt": "" },
  });
  await rig.turn("a");
  rig.override({
    cwd: `${rig.repo.path}/sub`,
    sandbox_policy: WORKSPACE,
    model: "gpt-5.2-codex",
    effort: "high",
    personality: "friendly",
  });
  const events = await rig.turn("b");
  await rig.turn("c");
  expect(outline(rig.model.request(2).input).slice(4)).toEqual([
    "user <environment_context>",
    "developer <permissions instructions>",
    "developer <model_switch>",
    "user b",
    "assistant two",
    "user c",
  ]);
  const body = rig.model.request(1).body;
  expect(body?.["model"]).toBe("gpt-5.2-codex");
  expect(body?.["reasoning"]).toMatchObject({ effort: "high" });
  expect(body?.["instructions"]).toBe(rig.model.request(0).body?.["instructions"]);
  expect(kinds(events).slice(0, 4)).toEqual([
    "raw_response_item",
    "raw_response_item",
    "raw_response_item",
    "task_started",
  ]);
});

test("a change during a turn holds for the next one", async () => {
  await using rig = await testThread([
    reply(callTool("exec_command", { cmd: "until [ -e go ]; do sleep 0.02; done", login: false }, "c1")),
    reply(say("one")),
    reply(say("two")),
  ]);
  const turn = rig.start("a");
  await rig.log.next("exec_command_begin");
  rig.override({ model: "gpt-5.2-codex" });
  await rig.repo.write({ go: "" });
  await rig.finished(turn);
  expect(rig.model.request(1).body?.["model"]).toBe("gpt-5.1-codex");
  await rig.turn("b");
  expect(rig.model.request(2).body?.["model"]).toBe("gpt-5.2-codex");
});

test("input that brings settings starts a turn with them, and they last", async () => {
  await using rig = await testThread([reply(say("one")), reply(say("two")), reply(say("three"))]);
  await rig.turn("a");
  const items = [textInput("b")];
  const schema = { type: "object" };
  await rig.finished(
    rig.thread.submit({
      type: "user_input_with_turn_context",
      items,
      model: "gpt-5.2-codex",
      effort: "low",
      final_output_json_schema: schema,
    }),
  );
  await rig.turn("c");
  const [, b, c] = [0, 1, 2].map((index) => rig.model.request(index).body);
  expect(b).toMatchObject({
    model: "gpt-5.2-codex",
    reasoning: { effort: "low" },
    text: { format: { schema } },
  });
  expect(c).toMatchObject({ model: "gpt-5.2-codex", reasoning: { effort: "low" } });
  expect(c?.["text"]).toBeUndefined();
  expect(outline(rig.model.request(1).input).slice(-2)).toEqual(["developer <model_switch>", "user b"]);
});

test("input that brings settings joins a running turn, which keeps its own", async () => {
  const said = Promise.withResolvers<void>();
  await using rig = await testThread([
    reply(say("one"), holdUntil(said.promise)),
    reply(say("two")),
    reply(say("three")),
  ]);
  const turn = rig.start("a");
  await rig.log.next("agent_message");
  rig.thread.submit({
    type: "user_input_with_turn_context",
    items: [textInput("b")],
    model: "gpt-5.2-codex",
  });
  said.resolve();
  await rig.finished(turn);
  await rig.turn("c");
  const models = [0, 1, 2].map((index) => rig.model.request(index).body?.["model"]);
  expect(models).toEqual(["gpt-5.1-codex", "gpt-5.1-codex", "gpt-5.2-codex"]);
});

test("a resumed thread knows what was said, and is told the preamble once more", async () => {
  const rig = await testThread([
    replyWith({ usage: { input: 100, cached: 0, output: 10, reasoning: 0 } }, say("one")),
    reply(say("two")),
    reply(say("three")),
  ]);
  await rig.turn("a");
  await using later = await rig.resumed();
  expect(later.thread.configured.initial_messages?.map((msg) => msg.type)).toEqual(
    expect.arrayContaining(["user_message", "agent_message", "token_count"]),
  );
  const events = await later.turn("b");
  await later.turn("c");
  expect(outline(later.model.request(2).input)).toEqual([
    ...PREAMBLE,
    "user a",
    "assistant one",
    ...PREAMBLE,
    "user b",
    "assistant two",
    "user c",
  ]);
  const used = ofKind(events, "token_count").at(-1)?.info?.total_token_usage;
  expect(used?.total_tokens).toBe(220);
  expect(later.model.request(1).body?.["prompt_cache_key"]).toBe(later.thread.id);
  const lines = await later.rollout();
  expect(lines.filter((line) => line.type === "session_meta")).toHaveLength(1);
});

test("a fork with another model goes its own way, and nobody is warned", async () => {
  const rig = await testThread([reply(say("one")), reply(say("two"))]);
  await rig.turn("a");
  await using later = await rig.forked({ model: "gpt-5.2-codex" });
  await later.turn("b");
  expect(later.log.events.map(({ msg }) => msg.type)).not.toContain("warning");
});

test("a resumed thread says when its model is another, to the user and to the model", async () => {
  const rig = await testThread([reply(say("one")), reply(say("two"))]);
  await rig.turn("a");
  await using later = await rig.resumed({ model: "gpt-5.2-codex" });
  const warning = await later.log.next("warning");
  expect(warning.message).toMatch(/gpt-5\.1-codex.*gpt-5\.2-codex/);
  await later.turn("b");
  expect(outline(later.model.request(1).input).slice(4)).toEqual([
    "developer <permissions instructions>",
    // The recorded instructions were made for the other model's personality.
    "developer <personality_spec>",
    "user <environment_context>",
    "developer <model_switch>",
    "user b",
  ]);
  expect(later.model.request(1).body?.["instructions"]).toBe(later.model.request(0).body?.["instructions"]);
});

test("a call that an earlier session left open is shown as aborted", async () => {
  const rig = await testThread([
    reply(callTool("update_plan", { plan: [] }, "c1")),
    hang(),
    reply(say("two")),
  ]);
  const turn = rig.start("a");
  await rig.model.waitForRequest(1, AbortSignal.timeout(10_000));
  rig.thread.submit({ type: "interrupt" });
  await rig.finished(turn);
  await using later = await rig.resumed();
  await later.turn("b");
  expect(outline(later.model.request(2).input)).toEqual([
    ...PREAMBLE,
    "user a",
    "function_call",
    "function_call_output",
    expect.stringContaining("<turn_aborted>"),
    ...PREAMBLE,
    "user b",
  ]);
});

test("policies that are forbidden change nothing, and the client is told why", async () => {
  await using rig = await testThread([reply(say("one"))], {
    services: () => ({
      refusePolicies: ({ approvalPolicy }) => (approvalPolicy === "never" ? "never is forbidden" : undefined),
    }),
  });
  expect(rig.thread.refusalOf({ approval_policy: "never" })).toBe("never is forbidden");
  expect(rig.thread.refusalOf({ approval_policy: "untrusted", model: "m" })).toBeUndefined();
  rig.override({ approval_policy: "never", model: "gpt-5.2-codex" });
  await rig.turn("a");
  const errors = rig.log.events.flatMap(({ msg }) => (msg.type === "error" ? [msg.message] : []));
  expect(errors).toEqual(["never is forbidden"]);
  expect(outline(rig.model.request(0).input)).toEqual([...PREAMBLE, "user a"]);
  expect(rig.model.request(0).body?.["model"]).not.toBe("gpt-5.2-codex");
});

test("a turn with all settings has them, and so have those after it", async () => {
  await using rig = await testThread([reply(say("one")), reply(say("two"))]);
  const id = rig.thread.submit({
    type: "user_turn",
    items: [textInput("go")],
    cwd: rig.home.home,
    approval_policy: "untrusted",
    sandbox_policy: { type: "read-only" },
    model: "gpt-5.2",
    effort: "low",
    summary: "concise",
    final_output_json_schema: null,
  });
  expect(id).toBe("0");
  await rig.finished(id);
  await rig.turn("go on");
  for (const index of [0, 1]) {
    expect(rig.model.request(index).body).toMatchObject({
      model: "gpt-5.2",
      reasoning: { effort: "low", summary: "concise" },
    });
  }
  const [told] = rig.model.request(0).texts("user").slice(-2);
  expect(told).toContain(`<cwd>${rig.home.home}</cwd>`);
});
