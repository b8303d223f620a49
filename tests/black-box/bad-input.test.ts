/** What a user can get wrong, and what the machine can: a clear message, a status, and nothing lost. */
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { callTool, customCall, cutAfter, message, raw, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

test("a config.toml that cannot be read is named", async () => {
  await using stage = await openStage({ replies: [] });
  const file = path.join(stage.home.codexHome, "config.toml");
  await rm(file);
  await mkdir(file);
  const result = await stage.codex("exec", "hello");
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(result.stderr).toContain(file);
  await stage.settle();
});

test("a wrong type in config.toml is shown in its line", async () => {
  await using stage = await openStage({ replies: [], home: { config: "model = 3" } });
  const result = await stage.codex("exec", "hello");
  expect(result.code).toBe(1);
  expect(result.stderr).toMatch(/config\.toml:\d+:\d+: .*\n.*\n.*model = 3\n.*\^/);
  await stage.settle();
});

test.each([
  ["a -c without value", ["exec", "-c", "model", "hello"], "Error parsing -c overrides: "],
  ["a -c without key", ["exec", "-c", "=x", "hello"], "Error parsing -c overrides: "],
  ["an unknown feature", ["exec", "--enable", "nope", "hello"], "nope"],
  ["an unknown policy", ["exec", "-c", "approval_policy=nope", "hello"], "on-request"],
  ["an image that is not there", ["exec", "-i", "no.png", "--", "hello"], "no.png"],
  ["an image that is a folder", ["exec", "-i", "/", "--", "hello"], "not a file"],
  ["a schema that is not there", ["exec", "--output-schema", "no.json", "hello"], "no.json"],
  ["an unknown name to resume", ["exec", "resume", "no such name", "hello"], "no such name"],
  ["--oss without a provider", ["exec", "--oss", "hello"], "--local-provider"],
])("%s is refused before anything is sent", async (_name, args, text) => {
  await using stage = await openStage({ replies: [] });
  const result = await stage.codex(...args);
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(result.stderr).toContain(text);
  expect(await stage.home.rollouts()).toEqual([]);
  await stage.settle();
});

test.each([
  ["", "No prompt provided via stdin."],
  [" \n\t", "No prompt provided via stdin."],
])("the prompt %j from stdin is none", async (text, expected) => {
  await using stage = await openStage({ replies: [] });
  const program = await stage.start(["exec"], { stdin: { text } });
  const result = await program.result;
  expect(result.code).toBe(1);
  expect(result.stderr).toBe(`Reading prompt from stdin...\n${expected}\n`);
  await stage.settle();
});

test("OpenAI's own servers are not asked without a login", async () => {
  await using stage = await openStage({ replies: [] });
  await stage.home.write({ "config.toml": "" });
  const result = await stage.codex("exec", "hello");
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(result.stderr).toContain("OPENAI_API_KEY");
  await stage.settle();
});

test("a stored login that is broken is named", async () => {
  await using stage = await openStage({ replies: [], home: { files: { "auth.json": "{" } } });
  await stage.home.write({ "config.toml": "" });
  const result = await stage.codex("exec", "hello");
  expect(result.code).toBe(1);
  expect(result.stderr).toContain("auth.json");
  await stage.settle();
});

test("a home in which nothing can be kept is refused, unless nothing is to be kept", async () => {
  await using stage = await openStage({ replies: [reply(say("ok"))] });
  await writeFile(path.join(stage.home.codexHome, "sessions"), "");
  const refused = await stage.codex("exec", "hello");
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toContain(path.join(stage.home.codexHome, "sessions"));
  expect(await stage.codex("exec", "--ephemeral", "hello")).toMatchObject({ code: 0, stdout: "ok\n" });
  await stage.settle();
});

const isRoot = process.getuid?.() === 0;
(isRoot ? test.skip : test)("a home that may not be written to is refused with its path", async () => {
  await using stage = await openStage({ replies: [] });
  await chmod(stage.home.codexHome, 0o500);
  const refused = await stage.codex("exec", "hello");
  await chmod(stage.home.codexHome, 0o700);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(stage.home.codexHome);
  await stage.settle();
});

test("a disk that is full while recording fails the run, but not the work", async () => {
  const patch = ["*** Begin Patch", "*** Add File: new.txt", "+kept", "*** End Patch"].join("\n");
  await using stage = await openStage({
    replies: [reply(customCall("apply_patch", patch, "call-1")), reply(say("all done"))],
  });
  // A file may grow to 2 KiB only; a thread's first line is longer than that.
  const result = await stage.shell('ulimit -f 2; exec "$0" exec -s workspace-write go');
  expect(result).toMatchObject({ code: 1, stdout: "all done\n" });
  expect(result.stderr).toMatch(/ERROR: Cannot save the session at .*\(EFBIG\)/);
  expect(await stage.repo.read("new.txt")).toBe("kept\n");
  await stage.settle();
});

test("a last message that cannot be written is told, and does not change the status", async () => {
  await using stage = await openStage({ replies: [reply(say("kept"))] });
  const result = await stage.codex("exec", "-o", "no/such/folder/last.txt", "hello");
  expect(result).toMatchObject({ code: 0, stdout: "kept\n" });
  expect(result.stderr).toContain("Failed to write last message file");
  await stage.settle();
});

test("a stream of nonsense fails the turn", async () => {
  await using stage = await openStage({ replies: [cutAfter(raw("data: {nonsense\n\nwhat?\n\n"))] });
  const result = await stage.codex("exec", "--json", "hello");
  expect(result.code).toBe(1);
  expect(result.events.at(-1)).toMatchObject({ type: "turn.failed" });
  await stage.settle();
});

test("a tool that does not exist and arguments of the wrong type are told to the model", async () => {
  await using stage = await openStage({
    replies: [
      reply(callTool("no_such_tool", {}, "call-1"), callTool("exec_command", { cmd: 3 }, "call-2")),
      reply(say("sorry")),
    ],
  });
  expect(await stage.codex("exec", "go")).toMatchObject({ code: 0, stdout: "sorry\n" });
  expect(stage.model.request(1).toolOutput("call-1")).toContain("no_such_tool");
  expect(stage.model.request(1).toolOutput("call-2")).not.toBe("");
  await stage.settle();
});

test("what needs approval is refused, with the command and a way to allow it", async () => {
  await using stage = await openStage({
    replies: [
      reply(callTool("exec_command", { cmd: "touch new.txt", login: false }, "call-1")),
      reply(say("done")),
    ],
  });
  const result = await stage.codex("exec", "--json", "-c", "approval_policy=untrusted", "go");
  expect(result.code).toBe(0);
  expect(result.stderr).toMatch(/Refused: .*touch new\.txt/);
  expect(result.stderr).toContain("-c approval_policy=never");
  const commands = result.events.filter(({ type }) => type.startsWith("item."));
  expect(commands).toMatchObject([
    { type: "item.started", item: { type: "command_execution", status: "in_progress" } },
    { type: "item.completed", item: { type: "command_execution", status: "declined" } },
    { type: "item.completed", item: { type: "agent_message" } },
  ]);
  await expect(stage.repo.read("new.txt")).rejects.toThrow("ENOENT");
  await stage.settle();
});

test("a failed run leaves a session that can be gone on with", async () => {
  await using stage = await openStage({
    replies: [cutAfter(message("half")), reply(say("whole"))],
  });
  expect((await stage.codex("exec", "question")).code).toBe(1);
  const resumed = await stage.codex("exec", "--json", "resume", "--last", "go on");
  expect(resumed.code).toBe(0);
  expect(stage.model.request(1).texts("user")).toEqual(expect.arrayContaining(["question", "go on"]));
  expect(await stage.home.rollouts()).toHaveLength(1);
  await stage.settle();
});

test("--last with nothing recorded begins a new thread", async () => {
  await using stage = await openStage({ replies: [reply(say("ok"))] });
  expect((await stage.codex("exec", "resume", "--last", "hello")).code).toBe(0);
  expect(await stage.home.rollouts()).toHaveLength(1);
  await stage.settle();
});
