import { rm } from "node:fs/promises";
import path from "node:path";
import {
  customCall,
  failedResponse,
  functionCall,
  reply,
  say,
  status,
  unreachableBaseUrl,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

test("a broken config.toml is named with line and column, and nothing is sent", async () => {
  await using stage = await openStage({ replies: [] });
  await stage.home.write({ "config.toml": 'model = "x"\nsandbox_mode = [\n' });
  const result = await stage.codex("exec", "--json", "hello");
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(result.stderr).toMatch(/config\.toml:\d+:\d+/);
  await stage.settle();
});

test.each([
  ["an unknown option", ["exec", "--no-such-option", "hello"], 2, "--no-such-option"],
  ["a word that is no command", ["frobnicate", "hello"], 2, "'frobnicate' is not a command"],
  ["a misspelt command", ["exce", "hello"], 2, "a similar command exists: `codex exec`"],
  ["a command with too many letters", ["execute"], 2, "a similar command exists: `codex exec`"],
  ["a misspelt command behind help", ["help", "loign"], 2, "`codex login`"],
  ["a command that is not there yet", ["mcp-server", "-c", "x=1"], 1, "`codex mcp-server` is not part of"],
  ["a command that is not there yet, behind help", ["help", "apply"], 1, "`codex apply` is not part of"],
  ["a word behind sandbox status", ["sandbox", "status", "please"], 2, "'please'"],
  ["an option behind sandbox status", ["sandbox", "status", "--jsno"], 2, "--jsno"],
  ["an empty path of a schema", ["exec", "--output-schema", "", "hello"], 2, "a value is required for"],
  ["a misspelt flag", ["exec", "--jsno", "x"], 2, "tip: a similar argument exists: '--json'"],
  ["a misspelt flag of the program", ["--verison"], 2, "'--version'"],
  ["a misspelt command of login", ["login", "statsu"], 2, "'status'"],
  ["a shortened command of a group", ["mcp", "rm", "docs"], 2, "a similar command exists: 'remove'"],
  ["a misspelt generator", ["app-server", "genrate-ts", "--out", "x"], 2, "'generate-ts'"],
  ["a misspelt choice", ["exec", "--sandbox", "readonly", "x"], 2, "a similar value exists: 'read-only'"],
  [
    "an option in the wrong place",
    ["exec", "resume", "--last", "-C", "x", "y"],
    2,
    "'-C' stands before 'resume'",
  ],
  ["a prompt without quotes", ["exec", "fix", "bug"], 2, "put the prompt in quotes"],
  ["completion", ["completion", "zsh"], 1, "`codex completion` is not part of"],
  ["an unknown profile", ["exec", "-p", "nope", "hello"], 1, "nope"],
  ["an unknown provider", ["exec", "-c", "model_provider=nope", "hello"], 1, "nope"],
  ["a folder that is not there", ["exec", "-C", "nowhere", "hello"], 1, ""],
  ["a schema that is not JSON", ["exec", "--output-schema", "README.md", "hello"], 1, "README.md"],
  ["no prompt", ["exec"], 1, ""],
])("%s is refused with its name and status", async (_name, args, code, text) => {
  await using stage = await openStage({ replies: [] });
  const result = await stage.codex(...args);
  expect(result).toMatchObject({ code, stdout: "" });
  expect(result.stderr).not.toBe("");
  expect(result.stderr).toContain(text);
  await stage.settle();
});

test("a thread that does not exist is not silently a new one", async () => {
  await using stage = await openStage({ replies: [] });
  const id = "01923456-789a-7fff-bfff-ffffffffffff";
  const result = await stage.codex("exec", "--json", "resume", id, "hello");
  expect(result.code).toBe(1);
  expect(result.stderr).toContain(id);
  expect(await stage.home.rollouts()).toEqual([]);
  await stage.settle();
});

test("outside a git repository it wants to be told so", async () => {
  await using stage = await openStage({ replies: [reply(say("ok"))] });
  await rm(path.join(stage.repo.path, ".git"), { recursive: true });
  const refused = await stage.codex("exec", "hello");
  expect(refused.code).toBe(1);
  const [first, second] = refused.stderr.split("\n");
  expect(first).toBe("Not inside a trusted directory and --skip-git-repo-check was not specified.");
  expect(second).toContain("is in no git repository");
  expect(await stage.codex("exec", "--skip-git-repo-check", "hello")).toMatchObject({
    code: 0,
    stdout: "ok\n",
  });
  await stage.settle();
});

test.each([
  [
    "a request that the server does not accept",
    status(400, { error: { message: "bad things" } }),
    "bad things",
  ],
  ["a response that fails", failedResponse("context_length_exceeded", "too long"), ""],
])("%s fails the turn", async (_name, answer, text) => {
  await using stage = await openStage({ replies: [answer] });
  const result = await stage.codex("exec", "--json", "hello");
  expect(result.code).toBe(1);
  const last = result.events.at(-1);
  expect(last).toEqual({ type: "turn.failed", error: { message: expect.stringContaining(text) } });
  expect(result.events.at(-2)).toMatchObject({ type: "error" });
  await stage.settle();
});

test("arguments that are no JSON and a patch that does not fit are told to the model, and the turn goes on", async () => {
  const patch = "*** Begin Patch\n*** Update File: README.md\n@@\n-not there\n+x\n*** End Patch";
  await using stage = await openStage({
    replies: [
      reply(functionCall("exec_command", '{"cmd": ', "call-1"), customCall("apply_patch", patch, "call-2")),
      reply(say("sorry")),
    ],
  });
  const result = await stage.codex("exec", "--sandbox", "workspace-write", "go");
  expect(result).toMatchObject({ code: 0, stdout: "sorry\n" });
  expect(stage.model.request(1).toolOutput("call-1")).not.toBe("");
  expect(stage.model.request(1).toolOutput("call-2")).toContain("README.md");
  expect(await stage.repo.read("README.md")).toBe("hello\n");
  await stage.settle();
});

test("a home where nothing can be kept is told with a way around", async () => {
  await using stage = await openStage({ replies: [reply(say("ok"))] });
  await stage.home.write({ sessions: "" });
  const refused = await stage.codex("exec", "hello");
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toContain("With --ephemeral nothing is kept");
  expect(await stage.codex("exec", "--ephemeral", "hello")).toMatchObject({ code: 0, stdout: "ok\n" });
  await stage.settle();
});

test("a home that is not there is named", async () => {
  await using stage = await openStage({ replies: [] });
  const program = await stage.start(["exec", "hello"], {
    env: { ...stage.home.env, CODEX_HOME: "/no/such/home" },
  });
  const result = await program.result;
  expect(result.code).toBe(1);
  expect(result.stderr).toContain("/no/such/home");
  await stage.settle();
});

test("a server that nobody can reach fails the turn", async () => {
  await using stage = await openStage({ replies: [] });
  const baseUrl = await unreachableBaseUrl();
  const result = await stage.codex(
    "exec",
    "--json",
    "-c",
    `model_providers.scripted.base_url="${baseUrl}"`,
    "hello",
  );
  expect(result.code).toBe(1);
  expect(result.events.at(-1)).toMatchObject({ type: "turn.failed" });
  expect(result.stderr + result.stdout).not.toContain("refused");
  const told = await stage.codex("exec", "-c", `model_providers.scripted.base_url="${baseUrl}"`, "hello");
  expect(told.code).toBe(1);
  const lines = told.stderr.split("\n").filter((line) => line.startsWith("Cannot reach "));
  expect(lines).toEqual([`Cannot reach ${baseUrl}/responses: connection refused`]);
  await stage.settle();
});

test("a key that is not there is named", async () => {
  await using stage = await openStage({ replies: [] });
  const { SCRIPTED_MODEL_KEY: _key, ...env } = stage.home.env;
  const program = await stage.start(["exec", "--json", "hello"], { env });
  const result = await program.result;
  expect(result.code).toBe(1);
  expect(result.stdout + result.stderr).toContain("SCRIPTED_MODEL_KEY");
  await stage.settle();
});
