/** Real programs as servers; every test checks that nothing of them is left. */
import { leakGuard, mcpProgram, tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import type { McpServerSettings } from "./server-settings.ts";
import { type McpServers, type McpStartupEvent, startMcpServers } from "./start-servers.ts";

const deadline = () => AbortSignal.timeout(15_000);

function stdio(
  [command, ...args]: readonly [string, ...string[]],
  changes: Partial<McpServerSettings> = {},
): McpServerSettings {
  return {
    name: "test",
    transport: { type: "stdio", command, args, env: undefined, envVars: [], cwd: undefined },
    startupTimeoutMs: 10_000,
    toolTimeoutMs: 10_000,
    isRequired: false,
    enabledTools: undefined,
    disabledTools: [],
    ...changes,
  };
}

async function withServers(
  settings: readonly McpServerSettings[],
  use: (servers: McpServers, events: readonly McpStartupEvent[]) => Promise<void>,
): Promise<void> {
  await using home = await tempDir();
  // What servers start is found by its environment, whoever its parent is by then.
  const guard = await leakGuard({ roots: [home.path] });
  const events: McpStartupEvent[] = [];
  const { PATH = "" } = process.env;
  const servers = startMcpServers(settings, {
    env: { PATH, HOME: home.path, SECRET: "s" },
    cwd: process.cwd(),
    platform: process.platform,
    version: "0.99.0",
  });
  servers.follow((event) => events.push(event));
  try {
    await use(servers, events);
  } finally {
    await servers.close();
  }
  await guard.check();
}

async function call(servers: McpServers, tool: string, args?: object, signal = deadline()) {
  const connection = (await servers.connections(signal)).get("test");
  return connection?.callTool(tool, args && { ...args }, signal);
}

test("tools are named after their server, filtered by its own names, and called", async () => {
  const changes = { enabledTools: ["echo", "fail"], disabledTools: ["fail"] };
  await withServers([stdio(mcpProgram(), changes)], async (servers, events) => {
    const tools = await servers.tools(deadline());
    expect(tools.map(({ connection: _, ...tool }) => tool)).toEqual([
      {
        qualifiedName: "mcp__test__echo",
        server: "test",
        name: "echo",
        description: "does echo",
        parameters: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
      },
    ]);
    expect(await call(servers, "echo", { text: "hi" })).toEqual({
      content: [{ type: "text", text: "hi" }],
      structuredContent: { said: "hi" },
    });
    expect(events).toEqual([
      { type: "mcp_startup_update", server: "test", status: { state: "starting" } },
      { type: "mcp_startup_update", server: "test", status: { state: "ready" } },
      { type: "mcp_startup_complete", ready: ["test"], failed: [], cancelled: [] },
    ]);
  });
});

test("a server sees no more of the environment than it may", async () => {
  await withServers([stdio(mcpProgram())], async (servers) => {
    expect(await call(servers, "environment")).toEqual({ content: [{ type: "text", text: "HOME PATH" }] });
  });
});

test("a question of the server is cancelled", async () => {
  await withServers([stdio(mcpProgram())], async (servers) => {
    expect(await call(servers, "ask")).toEqual({ content: [{ type: "text", text: '{"action":"cancel"}' }] });
  });
});

test("what a server started goes with it", async () => {
  await withServers([stdio(mcpProgram())], async (servers) => {
    const [part] = (await call(servers, "child"))?.content ?? [];
    const pid = Number((part as { text: string }).text);
    expect(() => process.kill(pid, 0)).not.toThrow();
  });
});

test("a call ends with its signal, with its time, and with its server", async () => {
  await withServers([stdio(mcpProgram(), { toolTimeoutMs: 100 })], async (servers) => {
    await expect(call(servers, "stall")).rejects.toMatchObject({ code: "timeout" });
    const stop = new AbortController();
    const stopped = call(servers, "stall", undefined, stop.signal);
    stop.abort(new Error("enough"));
    await expect(stopped).rejects.toThrow("enough");
    await expect(call(servers, "crash")).rejects.toMatchObject({ code: "request_failed" });
    await expect(call(servers, "echo", { text: "x" })).rejects.toMatchObject({ code: "request_failed" });
  });
});

test("servers that fail are told with their reasons, and the others work", async () => {
  const settings = [
    stdio(mcpProgram()),
    stdio(["/no/such/program"], { name: "gone", isRequired: true }),
    stdio(mcpProgram("refuse"), { name: "unwilling" }),
    stdio(mcpProgram("mute"), { name: "mute", startupTimeoutMs: 300, isRequired: true }),
    stdio(mcpProgram(), { name: "bad name" }),
  ];
  await withServers(settings, async (servers, events) => {
    expect(await servers.failedRequired(deadline())).toEqual([
      { server: "gone", error: expect.stringMatching(/`gone` failed to start: `\/no\/such\/program`/) },
      {
        server: "mute",
        error: expect.stringMatching(/`mute` timed out after 0.3 seconds.*startup_timeout_sec/),
      },
    ]);
    expect((await servers.tools(deadline())).every(({ server }) => server === "test")).toBe(true);
    expect(events.at(-1)).toMatchObject({
      ready: ["test"],
      failed: [
        { server: "bad name" },
        { server: "gone" },
        { server: "mute" },
        {
          server: "unwilling",
          error: expect.stringMatching(/failed: MCP error -32603: not today.*the test server speaks/s),
        },
      ],
    });
  });
});

test.each([
  [{ command: "nope-not-there" }, "it is not found in PATH"],
  [{ command: "/nope/not-there" }, "there is no such program; correct `command`"],
  [{ command: "node", cwd: "/nope" }, "there is no such folder; correct `cwd`"],
  [{ command: "/" }, "it is not executable"],
])("a server that cannot be started: %j", async (start, reason) => {
  const plain = stdio(["x"], { isRequired: true });
  const transport = {
    type: "stdio",
    args: [],
    env: undefined,
    envVars: [],
    cwd: undefined,
    ...start,
  } as const;
  await withServers([{ ...plain, transport }], async (servers) => {
    expect((await servers.failedRequired(deadline()))[0]?.error).toContain(reason);
  });
});

test("a start that is given up is told as cancelled", async () => {
  await withServers([stdio(mcpProgram("mute"))], async (servers, events) => {
    servers.cancelStartup();
    expect(await servers.tools(deadline())).toEqual([]);
    expect(events.at(-1)).toEqual({
      type: "mcp_startup_complete",
      ready: [],
      failed: [],
      cancelled: ["test"],
    });
  });
});

test("of two tools whose names become the same one, the first stays", async () => {
  await withServers([stdio(mcpProgram(), { enabledTools: ["twin.1", "twin_1"] })], async (servers) => {
    const tools = await servers.tools(deadline());
    expect(tools.map(({ qualifiedName, name }) => [qualifiedName, name])).toEqual([
      ["mcp__test__twin_1", "twin.1"],
    ]);
  });
});
