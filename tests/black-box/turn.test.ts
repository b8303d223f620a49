import {
  callTool,
  customCall,
  cutAfter,
  dripped,
  message,
  normalise,
  raw,
  reply,
  replyWith,
  say,
  status,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage, parseLines } from "./stage.ts";

test("one turn: the answer, its events, its usage and its rollout", async () => {
  await using stage = await openStage({
    replies: [replyWith({ usage: { input: 120, cached: 20, output: 7, reasoning: 0 } }, say("All is well."))],
  });
  const result = await stage.codex("exec", "--json", "how is it?");
  expect(result.code).toBe(0);
  expect(normalise(result.events)).toEqual([
    { type: "thread.started", thread_id: "<id-0>" },
    { type: "turn.started" },
    { type: "item.completed", item: { id: "item_0", type: "agent_message", text: "All is well." } },
    { type: "turn.completed", usage: { input_tokens: 120, cached_input_tokens: 20, output_tokens: 7 } },
  ]);
  expect(stage.model.request(0).texts("user").at(-1)).toBe("how is it?");
  expect(stage.model.request(0).headers["authorization"]).toBe("Bearer scripted");
  const [lines = []] = await stage.home.rollouts();
  expect(lines[0]).toMatchObject({ type: "session_meta", payload: { id: result.events[0]?.["thread_id"] } });
  await stage.settle();
});

test("without --json only the answer is on stdout", async () => {
  await using stage = await openStage({ replies: [reply(say("42"))] });
  const result = await stage.codex("exec", "the question");
  expect(result).toMatchObject({ code: 0, stdout: "42\n" });
  expect(result.stderr).toContain("the question");
  await stage.settle();
});

test("a command runs, and its output and status reach the model and the events", async () => {
  await using stage = await openStage({
    replies: [
      reply(callTool("exec_command", { cmd: "echo one; exit 3", login: false }, "call-1")),
      reply(say("done")),
    ],
  });
  const result = await stage.codex("exec", "--json", "run it");
  expect(result.code).toBe(0);
  const output = stage.model.request(1).toolOutput("call-1");
  expect(output).toContain("Process exited with code 3");
  expect(output).toContain("one\n");
  const item = {
    id: "item_0",
    type: "command_execution",
    aggregated_output: "one\n",
    exit_code: 3,
    status: "failed",
  };
  expect(result.events).toContainEqual({ type: "item.completed", item: expect.objectContaining(item) });
  await stage.settle();
});

test("the default sandbox lets a command read and not write", async () => {
  await using stage = await openStage({
    replies: [
      reply(callTool("exec_command", { cmd: "cat README.md; echo x > new.txt", login: false }, "call-1")),
      reply(say("done")),
    ],
  });
  const result = await stage.codex("exec", "--json", "try");
  expect(result.code).toBe(0);
  expect(stage.model.request(1).toolOutput("call-1")).toContain("hello");
  expect(await stage.repo.git("status", "--porcelain")).toBe("");
  await stage.settle();
});

test("a patch changes files where writing is allowed", async () => {
  const patch = [
    "*** Begin Patch",
    "*** Update File: src/add.js",
    "@@",
    "-return a - b;",
    "+return a + b;",
    "*** Add File: notes.md",
    "+fixed",
    "*** End Patch",
  ].join("\n");
  await using stage = await openStage({
    files: { "src/add.js": "// adds\nreturn a - b;\n" },
    replies: [reply(customCall("apply_patch", patch, "call-1")), reply(say("done"))],
  });
  const result = await stage.codex("exec", "--json", "--sandbox", "workspace-write", "fix it");
  expect(result.code).toBe(0);
  expect(await stage.repo.read("src/add.js")).toBe("// adds\nreturn a + b;\n");
  expect(await stage.repo.read("notes.md")).toBe("fixed\n");
  const change = result.events.find((event) => event.type === "item.completed")?.["item"];
  expect(change).toMatchObject({
    type: "file_change",
    status: "completed",
    changes: expect.arrayContaining([
      { path: `${stage.repo.path}/src/add.js`, kind: "update" },
      { path: `${stage.repo.path}/notes.md`, kind: "add" },
    ]),
  });
  await stage.settle();
});

test("a resumed thread keeps its id, its history and its counts", async () => {
  await using stage = await openStage({ replies: [reply(say("first answer")), reply(say("second answer"))] });
  const first = await stage.codex("exec", "--json", "first question");
  const second = await stage.codex("exec", "--json", "resume", "--last", "second question");
  expect(second.code).toBe(0);
  expect(second.events[0]).toEqual(first.events[0]);
  expect(second.events.at(-1)).toMatchObject({
    type: "turn.completed",
    usage: { input_tokens: 200, output_tokens: 20 },
  });
  const request = stage.model.request(1);
  expect(request.texts("user")).toEqual(expect.arrayContaining(["first question", "second question"]));
  expect(request.texts("assistant")).toEqual(["first answer"]);
  expect(await stage.home.rollouts()).toHaveLength(1);
  await stage.settle();
});

test("a thread is resumed by id or by name, whichever folder it was made in", async () => {
  await using stage = await openStage({
    replies: [reply(say("one")), reply(say("two")), reply(say("three")), reply(say("four"))],
    files: { "sub/keep": "" },
  });
  const first = await stage.codex("exec", "--json", "question");
  const id = String(first.events[0]?.["thread_id"]);
  const entry = { id, thread_name: "my thread", updated_at: "2026-01-01T00:00:00Z" };
  await stage.home.write({ "session_index.jsonl": `${JSON.stringify(entry)}\n` });
  const resumed = async (...args: readonly string[]) =>
    (await stage.codex("exec", "--json", "-C", "sub", "resume", ...args, "more")).events[0]?.["thread_id"];
  expect(await resumed(id)).toBe(id);
  expect(await resumed("my thread")).toBe(id);
  expect(await resumed("--last", "--all")).toBe(id);
  expect(await stage.home.rollouts()).toHaveLength(1);
  await stage.settle();
});

test("a command that asks is answered through write_stdin", async () => {
  await using stage = await openStage({
    replies: [
      reply(
        callTool(
          "exec_command",
          { cmd: "read x; echo got $x", tty: true, login: false, yield_time_ms: 300 },
          "call-1",
        ),
      ),
      (request) => {
        const id = /session ID (\d+)/.exec(request.toolOutput("call-1"))?.[1];
        return reply(
          callTool(
            "write_stdin",
            { session_id: Number(id), chars: "word\n", yield_time_ms: 5_000 },
            "call-2",
          ),
        );
      },
      reply(say("done")),
    ],
  });
  expect((await stage.codex("exec", "--json", "ask")).code).toBe(0);
  expect(stage.model.request(2).toolOutput("call-2")).toContain("got word");
  await stage.settle();
});

test("a server error is repeated within the budget", async () => {
  await using stage = await openStage({
    home: { provider: { request_max_retries: 1 } },
    replies: [status(500, {}), reply(say("recovered"))],
  });
  expect(await stage.codex("exec", "hello")).toMatchObject({ code: 0, stdout: "recovered\n" });
  await stage.settle();
});

test("a stream that ends early is asked again, and the retry is announced", async () => {
  await using stage = await openStage({
    home: { provider: { stream_max_retries: 1 } },
    replies: [cutAfter(), reply(say("recovered"))],
  });
  const result = await stage.codex("exec", "--json", "hello");
  expect(result.code).toBe(0);
  expect(result.events.map((event) => event.type)).toEqual([
    "thread.started",
    "turn.started",
    "error",
    "item.completed",
    "turn.completed",
  ]);
  await stage.settle();
});

test("AGENTS.md of home and repository reach the model", async () => {
  await using stage = await openStage({
    files: { "AGENTS.md": "repository rules\n" },
    home: { files: { "AGENTS.md": "home rules\n" } },
    replies: [reply(say("ok"))],
  });
  expect((await stage.codex("exec", "hello")).code).toBe(0);
  const rules = stage.model
    .request(0)
    .texts("user")
    .find((text) => text.includes("home rules"));
  expect(rules).toContain("repository rules");
  await stage.settle();
});

test("a stream that comes byte by byte, with broken frames in it, is read like any other", async () => {
  await using stage = await openStage({
    replies: [dripped(reply(raw("data: {broken\n\n: a comment\r\n\r\n"), message("grüße 🙂")))],
  });
  const result = await stage.codex("exec", "hello");
  expect(result).toMatchObject({ code: 0, stdout: "grüße 🙂\n" });
  await stage.settle();
});

test("the last answer goes to a file", async () => {
  await using stage = await openStage({ replies: [reply(say("kept"))] });
  const result = await stage.codex("exec", "--output-last-message", "last.txt", "hello");
  expect(result.code).toBe(0);
  expect(await stage.repo.read("last.txt")).toBe("kept");
  await stage.settle();
});

test("a prompt can come from stdin", async () => {
  await using stage = await openStage({ replies: [reply(say("ok"))] });
  const program = await stage.start(["exec", "-"], { stdin: { text: "\uFEFFfrom stdin\n" } });
  expect(await program.result).toMatchObject({ code: 0, stdout: "ok\n" });
  expect(stage.model.request(0).texts("user").at(-1)).toBe("from stdin\n");
  await stage.settle();
});

test("a picture that is none is told, and its turn goes on", async () => {
  await using stage = await openStage({ replies: [reply(say("ok"))] });
  const result = await stage.codex("exec", "--json", "-i", "README.md", "--", "look");
  expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining("README.md is not a PNG") });
  expect(stage.model.request(0).texts("user").at(-1)).toMatch(/README\.md.*look$/s);
  await stage.settle();
});

test("it answers as the TypeScript SDK calls it", async () => {
  await using stage = await openStage({ replies: [reply(say("first")), reply(say("second"))] });
  await stage.home.write({ "config.toml": "" });
  const env = {
    ...stage.home.env,
    CODEX_INTERNAL_ORIGINATOR_OVERRIDE: "codex_sdk_ts",
    OPENAI_BASE_URL: stage.model.baseUrl,
    CODEX_API_KEY: "sdk-key",
  };
  const flags = [
    ["exec", "--experimental-json", "--config", 'model_verbosity="low"', "--model", "gpt-5.2"],
    ["--sandbox", "read-only", "--cd", stage.repo.path, "--skip-git-repo-check"],
    ["--config", 'model_reasoning_effort="high"', "--config", 'approval_policy="never"'],
  ].flat();
  const run = async (text: string, ...more: readonly string[]) => {
    const program = await stage.start([...flags, ...more], { env, stdin: { text } });
    const { code, stdout } = await program.result;
    expect(code).toBe(0);
    return parseLines(stdout);
  };
  const events = await run("from the SDK");
  const threadId = String(events[0]?.["thread_id"]);
  expect((await run("more", "resume", threadId))[0]).toEqual({ type: "thread.started", thread_id: threadId });
  const [one, two] = [stage.model.request(0), stage.model.request(1)];
  expect(one.headers).toMatchObject({ authorization: "Bearer sdk-key", originator: "codex_sdk_ts" });
  expect(one.body).toMatchObject({ model: "gpt-5.2", reasoning: { effort: "high" } });
  expect(two.texts("user")).toEqual(expect.arrayContaining(["from the SDK", "more"]));
  await stage.settle();
});
