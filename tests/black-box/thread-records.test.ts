/** The first lines of rollout files: exactly which members they have. */
import { reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { EXPERIMENTAL, openThread, runTurn, withServer } from "./server-stage.ts";
import { openStage, type Stage } from "./stage.ts";

interface Line {
  readonly type: string;
  readonly timestamp: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The lines of every rollout, by the id in its first line. */
async function records(stage: Stage): Promise<ReadonlyMap<unknown, readonly Line[]>> {
  const files = (await stage.home.rollouts()) as readonly (readonly Line[])[];
  return new Map(files.map((lines) => [lines[0]?.payload["id"], lines]));
}

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const AGENTS = { files: { "AGENTS.md": "Be brief.\n" } };

test("a thread of `codex exec`: these members, the git facts among them, and no user instructions", async () => {
  await using stage = await openStage({ replies: [reply(say("hi"))], ...AGENTS });
  const { events } = await stage.codex("exec", "--json", "go");
  const id = events[0]?.["thread_id"];
  const [first, ...rest] = (await records(stage)).get(id) ?? [];
  expect(first).toEqual({
    timestamp: TIME,
    type: "session_meta",
    payload: {
      id,
      timestamp: TIME,
      cwd: stage.repo.path,
      originator: "codex_exec",
      cli_version: "0.99.0",
      source: "exec",
      model_provider: "scripted",
      base_instructions: { text: stage.model.request(0).body?.["instructions"] },
      git: { commit_hash: expect.stringMatching(/^[0-9a-f]{40}$/), branch: expect.any(String) },
    },
  });
  expect(Object.keys(first?.payload ?? {}).slice(0, 8)).toEqual([
    "id",
    "timestamp",
    "cwd",
    "originator",
    "cli_version",
    "source",
    "model_provider",
    "base_instructions",
  ]);
  const context = rest.find(({ type }) => type === "turn_context")?.payload;
  expect(context?.["user_instructions"]).toContain("Be brief.");
  await stage.settle();
});

test("`--ephemeral` adds nothing to the thread that it goes on with", async () => {
  await using stage = await openStage({ replies: [reply(say("one")), reply(say("two"))] });
  await stage.codex("exec", "go");
  const before = await records(stage);
  const resumed = await stage.codex("exec", "--ephemeral", "resume", "--last", "on");
  expect(resumed).toMatchObject({ code: 0, stdout: "two\n" });
  expect(JSON.stringify(stage.model.request(1).body?.["input"])).toContain('"one"');
  expect(await records(stage)).toEqual(before);
  await stage.settle();
});

test("instructions of the client are recorded, sent with every request, and outlast a change of model", () =>
  withServer({ replies: [reply(say("one")), reply(say("two"))] }, async ({ client, stage }) => {
    const threadId = await openThread(client, {}, { baseInstructions: "Only rhymes." });
    await runTurn(client, threadId, "go");
    expect(await client.end()).toMatchObject({ code: 0 });
    const [first] = (await records(stage)).get(threadId) ?? [];
    expect(first?.payload["base_instructions"]).toEqual({ text: "Only rhymes." });
    expect(first?.payload).toMatchObject({ originator: "tests", source: "vscode" });
    const resumed = await stage.codex("exec", "-m", "gpt-5.2", "resume", threadId, "more");
    expect(resumed.code).toBe(0);
    expect(stage.model.requests.map(({ body }) => [body?.["model"], body?.["instructions"]])).toEqual([
      ["gpt-5.1-codex", "Only rhymes."],
      ["gpt-5.2", "Only rhymes."],
    ]);
  }));

test("a fork begins with a line of its own that names its source, and goes on with the source's", () =>
  withServer({ replies: [reply(say("one")), reply(say("two"))] }, async ({ client, stage }) => {
    const threadId = await openThread(client);
    await runTurn(client, threadId, "go");
    const before = (await records(stage)).get(threadId) ?? [];
    const { thread: fork } = await client.result("thread/fork", { threadId });
    expect(await client.end()).toMatchObject({ code: 0 });
    const [own, copied, ...rest] = (await records(stage)).get(fork.id) ?? [];
    const { timestamp: _time, ...source } = before[0]?.payload ?? {};
    expect(own).toEqual({
      timestamp: TIME,
      type: "session_meta",
      payload: { ...source, id: fork.id, forked_from_id: threadId, timestamp: TIME },
    });
    expect(Object.keys(own?.payload ?? {}).slice(0, 2)).toEqual(["id", "forked_from_id"]);
    expect(copied?.payload).toEqual(before[0]?.payload);
    expect(rest.slice(0, before.length - 1).map(({ payload }) => payload)).toEqual(
      before.slice(1).map(({ payload }) => payload),
    );
    // A later session of the fork still knows where it came from.
    expect((await stage.codex("exec", "resume", fork.id, "more")).code).toBe(0);
    const later = (await records(stage)).get(fork.id) ?? [];
    expect(later[0]).toEqual(own);
    expect(before[0]?.payload).not.toHaveProperty("forked_from_id");
  }));

test("an older file with instructions in its first line, and without base instructions, is gone on with", async () => {
  await using stage = await openStage({ replies: [reply(say("one")), reply(say("two"))] });
  const { events } = await stage.codex("exec", "--json", "go");
  const id = String(events[0]?.["thread_id"]);
  const file = (await stage.shell('find "$CODEX_HOME/sessions" -name "*.jsonl"')).stdout.trim();
  const script = `
    const fs = require("node:fs");
    const [first, ...rest] = fs.readFileSync(process.argv[1], "utf8").split("\\n");
    const line = JSON.parse(first);
    line.payload.instructions = "old words";
    delete line.payload.base_instructions;
    fs.writeFileSync(process.argv[1], [JSON.stringify(line), ...rest].join("\\n"));`;
  const edit = await stage.startProgram([process.execPath, "-e", script, file], {});
  expect((await edit.result).code).toBe(0);
  expect((await stage.codex("exec", "resume", id, "more")).code).toBe(0);
  const [first, second] = stage.model.requests;
  expect(second?.body?.["instructions"]).toBe(first?.body?.["instructions"]);
  expect(second?.text).not.toContain("old words");
  await stage.settle();
});

test("tools of the client are part of the first line, and of no other", () =>
  withServer({ replies: [reply(say("one"))] }, async ({ client, stage }) => {
    const dynamicTools = [{ name: "look", description: "Looks.", inputSchema: { type: "object" } }];
    const threadId = await openThread(client, EXPERIMENTAL, { dynamicTools });
    await runTurn(client, threadId, "go");
    expect(await client.end()).toMatchObject({ code: 0 });
    const [first, ...rest] = (await records(stage)).get(threadId) ?? [];
    expect(first?.payload["dynamic_tools"]).toMatchObject(dynamicTools);
    expect(JSON.stringify(rest)).not.toContain("dynamic_tools");
  }));
