/** MCP servers of the settings, from the outside. `settle` finds what they leave behind. */
import { callTool, mcpProgram, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

function serverFlags(name: string, [command, ...args]: readonly string[], ...more: readonly string[]) {
  const settings = [`command=${JSON.stringify(command)}`, `args=${JSON.stringify(args)}`, ...more];
  return settings.flatMap((setting) => ["-c", `mcp_servers.${name}.${setting}`]);
}

test("a call of a server's tool is an item, and nothing of the server stays", async () => {
  await using stage = await openStage({
    replies: [
      reply(callTool("mcp__docs__echo", { text: "hi" }, "c1"), callTool("mcp__docs__child", {}, "c2")),
      reply(say("done")),
    ],
  });
  const result = await stage.codex("exec", "--json", ...serverFlags("docs", mcpProgram()), "go");
  expect(result.code).toBe(0);
  const items = result.events.filter(({ type }) => type === "item.completed").map(({ item }) => item);
  expect(items[0]).toEqual({
    id: "item_0",
    type: "mcp_tool_call",
    server: "docs",
    tool: "echo",
    arguments: { text: "hi" },
    result: { content: [{ type: "text", text: "hi" }], structured_content: { said: "hi" } },
    error: null,
    status: "completed",
  });
  await stage.settle();
});

test("a question of a server is answered with `cancel`", async () => {
  await using stage = await openStage({
    replies: [reply(callTool("mcp__docs__ask", {}, "c1")), reply(say("done"))],
  });
  expect((await stage.codex("exec", ...serverFlags("docs", mcpProgram()), "go")).code).toBe(0);
  expect(stage.model.request(1).toolOutput("c1")).toContain('{\\"action\\":\\"cancel\\"}');
  await stage.settle();
});

test("a server that confines commands gets the policy, and on Linux a program that follows it", async () => {
  await using stage = await openStage({
    replies: [reply(callTool("mcp__docs__sandbox", {}, "c1")), reply(say("done"))],
  });
  const flags = serverFlags("docs", mcpProgram("confining"));
  expect((await stage.codex("exec", ...flags, "go")).code).toBe(0);
  const [part] = JSON.parse(String(stage.model.request(1).toolOutput("c1")));
  const [state, ...others] = JSON.parse(part.text);
  expect(others).toEqual([]);
  expect(state).toMatchObject({
    sandboxPolicy: { type: "read-only" },
    sandboxCwd: stage.repo.path,
    useLinuxSandboxBwrap: false,
  });
  if (process.platform === "linux") {
    const policy = JSON.stringify({ type: "danger-full-access" });
    const args = ["--sandbox-policy-cwd", stage.repo.path, "--sandbox-policy", policy, "--", "echo", "hi"];
    const helper = await stage.startProgram([state.codexLinuxSandboxExe, ...args], {});
    expect(await helper.result).toMatchObject({ code: 0, stdout: "hi\n" });
  }
  await stage.settle();
});

test("a required server that does not start ends the program before anything is said", async () => {
  await using stage = await openStage({ replies: [] });
  const flags = [
    ...serverFlags("gone", ["/no/such/program"], "required=true"),
    ...serverFlags("docs", mcpProgram()),
  ];
  const result = await stage.codex("exec", "--json", ...flags, "go");
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(result.stderr).toMatch(/required MCP servers failed to initialize: gone: .*\/no\/such\/program/);
  await stage.settle();
});

test("another server that does not start is told to people and not to programs", async () => {
  await using stage = await openStage({ replies: [reply(say("one")), reply(say("two"))] });
  const flags = serverFlags("gone", ["/no/such/program"]);
  const told = await stage.codex("exec", ...flags, "go");
  expect(told).toMatchObject({ code: 0, stdout: "one\n" });
  expect(told.stderr).toMatch(/warning: MCP client for `gone` failed to start/);
  const events = await stage.codex("exec", "--json", ...flags, "go");
  expect(events.events.map(({ type }) => type)).toEqual([
    "thread.started",
    "turn.started",
    "item.completed",
    "turn.completed",
  ]);
  await stage.settle();
});

test("an interrupt during a call leaves no server", async () => {
  await using stage = await openStage({ replies: [reply(callTool("mcp__docs__stall", {}, "c1"))] });
  const program = await stage.start(["exec", "--json", ...serverFlags("docs", mcpProgram()), "go"]);
  await program.stdoutLine(/"mcp_tool_call"/);
  program.kill("SIGINT");
  expect((await program.result).code).toBe(130);
  await stage.settle();
});

test("a server that asks the user gets a cancel without content, since nobody is there", async () => {
  await using stage = await openStage({
    replies: [reply(callTool("mcp__docs__ask", {}, "c1")), reply(say("done"))],
  });
  expect((await stage.codex("exec", "--json", ...serverFlags("docs", mcpProgram()), "go")).code).toBe(0);
  const output = stage.model.request(1).toolOutput("c1");
  expect(output).toContain("cancel");
  expect(output).not.toContain('content\\"');
  await stage.settle();
});
