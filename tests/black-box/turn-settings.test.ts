/** What a thread tells the model when its settings change, and what it records of them. */
import { type CapturedRequest, reply, say } from "@codex-ts/test-support";
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
import type { Stage } from "./stage.ts";

const HOME = { config: 'approval_policy = "never"\nsandbox_mode = "read-only"' };
const three = { replies: [reply(say("one")), reply(say("two")), reply(say("three"))], home: HOME };

/** Role and tag or text of the messages that a request has behind those of an earlier one. */
function added(later: CapturedRequest, earlier: CapturedRequest | undefined): readonly string[] {
  return later.input.slice(earlier?.input.length ?? 0).map(({ role, content }) => {
    const [{ text }] = content as readonly [{ readonly text: string }];
    return `${role} ${text.startsWith("<") ? /^<[a-z_]+/.exec(text)?.[0] : /^\S+/.exec(text)?.[0]}`;
  });
}

const switches = ({ input }: CapturedRequest) => JSON.stringify(input).split("<model_switch>").length - 1;

async function turnContexts(stage: Stage): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const [lines = []] = (await stage.home.rollouts()) as readonly (readonly {
    readonly type: string;
    readonly payload: Readonly<Record<string, unknown>>;
  }[])[];
  return lines.filter(({ type }) => type === "turn_context").map(({ payload }) => payload);
}

test("policies are told once, and again, before the user's words, when they change", () =>
  withServer(three, async ({ client, stage }) => {
    const threadId = await openThread(client);
    await runTurn(client, threadId, "a");
    await runTurn(client, threadId, "b");
    const sandboxPolicy = { type: "workspaceWrite", writableRoots: [stage.home.home] };
    await runTurn(client, threadId, { input: textInput("c"), sandboxPolicy, cwd: stage.home.home });
    const [first, second, third] = stage.model.requests;
    if (!first || !second || !third) throw new Error("three requests were expected");
    expect(added(first, undefined)).toEqual([
      "developer <permissions",
      "user #",
      "user <environment_context",
      "user a",
    ]);
    expect(added(second, first)).toEqual(["assistant one", "user b"]);
    expect(added(third, second)).toEqual([
      "assistant two",
      "user <environment_context",
      "developer <permissions",
      "user c",
    ]);
    expect(first.texts("user")[1]).toBe(
      `<environment_context>\n  <cwd>${stage.repo.path}</cwd>\n  <shell>bash</shell>\n</environment_context>`,
    );
    expect(third.texts("user").at(-2)).toBe(
      `<environment_context>\n  <cwd>${stage.home.home}</cwd>\n  <shell>bash</shell>\n</environment_context>`,
    );
    const [before, after] = third.texts("developer");
    expect(before).toMatch(
      /^<permissions instructions>\n[\s\S]*read-only[\s\S]*<\/permissions instructions>$/,
    );
    expect(before).not.toContain(stage.home.home);
    expect(after).toMatch(/workspace-write/);
    expect(after).toContain(stage.home.home);
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("another model is told of behind the policies; instructions stay those of the thread", () =>
  withServer(three, async ({ client, stage }) => {
    const threadId = await openThread(client);
    await runTurn(client, threadId, "a");
    const sandboxPolicy = { type: "dangerFullAccess" };
    await runTurn(client, threadId, { input: textInput("b"), model: "gpt-5.2", sandboxPolicy });
    await runTurn(client, threadId, "c");
    const [first, second, third] = stage.model.requests;
    if (!first || !second || !third) throw new Error("three requests were expected");
    expect(added(second, first)).toEqual([
      "assistant one",
      "developer <permissions",
      "developer <model_switch",
      "user b",
    ]);
    expect(second.texts("developer").at(-1)).toMatch(/^<model_switch>\n[\s\S]+\n<\/model_switch>$/);
    expect(added(third, second)).toEqual(["assistant two", "user c"]);
    expect(stage.model.requests.map(({ body }) => body?.["model"])).toEqual([
      "gpt-5.1-codex",
      "gpt-5.2",
      "gpt-5.2",
    ]);
    expect(new Set(stage.model.requests.map(({ body }) => body?.["instructions"])).size).toBe(1);
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("a thread that is resumed with another model warns the user, and tells the model once", () =>
  withServer(three, async ({ client, stage }) => {
    const threadId = await openThread(client);
    await runTurn(client, threadId, "a");
    expect(await client.end()).toMatchObject({ code: 0 });
    const other = (await startServer(stage)).client;
    await other.result("initialize", CLIENT);
    expect(await other.result("thread/resume", { threadId, model: "gpt-5.2" })).toMatchObject({
      model: "gpt-5.2",
    });
    const { params } = await other.told("codex/event/warning");
    expect(params.msg.message).toMatch(/gpt-5\.1-codex.*gpt-5\.2/);
    await runTurn(other, threadId, "b");
    await runTurn(other, threadId, "c");
    const [first, second, third] = stage.model.requests;
    if (!first || !second || !third) throw new Error("three requests were expected");
    expect(added(second, first)).toEqual([
      "assistant one",
      "developer <permissions",
      "user #",
      "user <environment_context",
      "developer <model_switch",
      "user b",
    ]);
    expect(added(third, second)).toEqual(["assistant two", "user c"]);
    expect([first, second, third].map(switches)).toEqual([0, 1, 1]);
    expect(new Set(stage.model.requests.map(({ body }) => body?.["instructions"])).size).toBe(1);
    expect(await other.end()).toMatchObject({ code: 0 });
  }));

test("model and effort of a turn become the mode's, and are sent and recorded", () =>
  withServer(three, async ({ client, stage }) => {
    const threadId = await openThread(client, EXPERIMENTAL);
    await runTurn(client, threadId, { input: textInput("a"), model: "gpt-5.2", effort: "low" });
    await runTurn(client, threadId, "b");
    const settings = {
      model: "gpt-5.1-codex",
      reasoning_effort: "high",
      developer_instructions: "Plan aloud.",
    };
    await runTurn(client, threadId, {
      input: textInput("c"),
      model: "gpt-5.2",
      effort: "low",
      collaborationMode: { mode: "plan", settings },
    });
    const low = {
      mode: "default",
      settings: { model: "gpt-5.2", reasoning_effort: "low", developer_instructions: null },
    };
    const modes = (await turnContexts(stage)).map((context) => context["collaboration_mode"]);
    expect(modes).toEqual([low, low, { mode: "plan", settings }]);
    expect(
      stage.model.requests.map(({ body }) => [body?.["model"], Object(body?.["reasoning"]).effort]),
    ).toEqual([
      ["gpt-5.2", "low"],
      ["gpt-5.2", "low"],
      ["gpt-5.1-codex", "high"],
    ]);
    expect(stage.model.request(2).texts("developer")).toContain(
      "<collaboration_mode>Plan aloud.</collaboration_mode>",
    );
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test.each(["default", "code", "pair_programming", "execute", "custom"])(
  "the mode `%s` is the default mode",
  (mode) =>
    withServer({ replies: [reply(say("one")), reply(say("two"))], home: HOME }, async ({ client, stage }) => {
      const threadId = await openThread(client, EXPERIMENTAL);
      const settings = { model: "gpt-5.1-codex", reasoning_effort: null, developer_instructions: null };
      await runTurn(client, threadId, {
        input: textInput("a"),
        collaborationMode: { mode: "plan", settings },
      });
      await runTurn(client, threadId, { input: textInput("b"), collaborationMode: { mode, settings } });
      const told = stage.model
        .request(1)
        .texts("developer")
        .filter((text) => text.startsWith("<collaboration_mode>"));
      expect(told).toEqual([
        expect.stringMatching(/^<collaboration_mode># Collaboration mode: Plan\n/),
        expect.stringMatching(
          /^<collaboration_mode># Collaboration mode: Default\n[\s\S]*<\/collaboration_mode>$/,
        ),
      ]);
      const modes = (await turnContexts(stage)).map((context) => Object(context["collaboration_mode"]).mode);
      expect(modes).toEqual(["plan", "default"]);
      expect(await client.end()).toMatchObject({ code: 0 });
    }),
);

test("the modes that are offered are Plan and Default; others do not exist", () =>
  withServer({ replies: [], home: HOME }, async ({ client }) => {
    const threadId = await openThread(client, EXPERIMENTAL);
    const { data } = await client.result("collaborationMode/list", {});
    expect(data).toEqual([
      {
        name: "Plan",
        mode: "plan",
        model: null,
        reasoning_effort: "medium",
        developer_instructions: expect.any(String),
      },
      {
        name: "Default",
        mode: "default",
        model: null,
        reasoning_effort: null,
        developer_instructions: expect.any(String),
      },
    ]);
    const settings = { model: "gpt-5.1-codex", reasoning_effort: null, developer_instructions: null };
    const collaborationMode = { mode: "collaborate", settings };
    expect(
      await client.call("turn/start", { threadId, input: textInput("a"), collaborationMode }),
    ).toMatchObject({
      error: { code: -32600 },
    });
    expect(await client.end()).toMatchObject({ code: 0 });
  }));
