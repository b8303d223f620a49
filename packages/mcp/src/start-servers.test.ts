/** Real programs as servers; every test checks that nothing of them is left. */
import { createDeferred, sleep } from "@codex-ts/std";
import { leakGuard, mcpProgram, tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import type { AskUser } from "./question.ts";
import type { McpServerSettings } from "./server-settings.ts";
import { type McpServerEvent, type McpServers, startMcpServers } from "./start-servers.ts";

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
  use: (servers: McpServers, events: readonly McpServerEvent[]) => Promise<void>,
  ask: AskUser = async () => ({ action: "cancel" }),
): Promise<void> {
  await using home = await tempDir();
  // What servers start is found by its environment, whoever its parent is by then.
  const guard = await leakGuard({ roots: [home.path] });
  const events: McpServerEvent[] = [];
  const { PATH = "" } = process.env;
  const surroundings = {
    env: { PATH, HOME: home.path, SECRET: "s" },
    cwd: process.cwd(),
    platform: process.platform,
    version: "0.99.0",
    sandboxProgram: { path: "/bin/helper", usesBubblewrap: false },
    logins: { home: home.path, store: "file" as const },
  };
  const servers = startMcpServers(settings, surroundings, { tell: (event) => events.push(event), ask });
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
    expect(tools.map(({ connection: _, definition: __, ...tool }) => tool)).toEqual([
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

const said = (text: string) => ({ content: [{ type: "text", text }] });

test("while a question is open the time of calls stands still, and then runs on", async () => {
  const answered: unknown[] = [];
  const ask: AskUser = async (question, signal) => {
    answered.push(question);
    // Longer than the call may take.
    await sleep(600, signal);
    return { action: "accept", content: {} };
  };
  await withServers(
    [stdio(mcpProgram(), { toolTimeoutMs: 300 })],
    async (servers) => {
      const stalled = expect(call(servers, "stall")).rejects.toMatchObject({ code: "timeout" });
      expect(await call(servers, "ask")).toEqual(said('{"action":"accept","content":{}}'));
      await stalled;
    },
    ask,
  );
  const requestedSchema = { type: "object", properties: {} };
  expect(answered).toEqual([{ server: "test", id: "question 1", message: "sure?", requestedSchema }]);
});

test("a question loses its point with the last call that it can be for", async () => {
  const asked = createDeferred<AbortSignal>();
  const ask: AskUser = (_question, signal) => {
    asked.resolve(signal);
    return new Promise((resolve) =>
      signal.addEventListener("abort", () => resolve({ action: "cancel" }), { once: true }),
    );
  };
  await withServers(
    [stdio(mcpProgram())],
    async (servers) => {
      const stop = new AbortController();
      const call1 = call(servers, "ask", undefined, stop.signal);
      const withdrawn = await asked.promise;
      expect(withdrawn.aborted).toBe(false);
      stop.abort(new Error("enough"));
      await expect(call1).rejects.toThrow("enough");
      expect(withdrawn.aborted).toBe(true);
      expect(await call(servers, "echo", { text: "on" })).toMatchObject(said("on"));
    },
    ask,
  );
});

test("a question for no call is cancelled", async () => {
  const forEver: AskUser = (_question, signal) =>
    new Promise((resolve) => {
      const cancel = () => resolve({ action: "cancel" });
      if (signal.aborted) cancel();
      else signal.addEventListener("abort", cancel, { once: true });
    });
  await withServers(
    [stdio(mcpProgram())],
    async (servers) => {
      expect(await call(servers, "ask_later")).toEqual(said("later"));
      expect(await call(servers, "late_answer")).toEqual(said('{"action":"cancel"}'));
    },
    forEver,
  );
});

test("a server that wants to know of the sandbox is told before its next call", async () => {
  const policy = { type: "read-only" } as const;
  const full = { type: "danger-full-access" } as const;
  const update = (sandboxPolicy: object) => ({
    sandboxPolicy,
    codexLinuxSandboxExe: "/bin/helper",
    sandboxCwd: "/work",
    useLinuxSandboxBwrap: false,
  });
  await withServers([stdio(mcpProgram("confining"))], async (servers) => {
    servers.tellSandbox({ policy, cwd: "/work" });
    await servers.tools(deadline());
    servers.tellSandbox({ policy: full, cwd: "/work" });
    expect(await call(servers, "sandbox")).toEqual(said(JSON.stringify([update(policy), update(full)])));
  });
});

test("a server that takes no such news is not told", async () => {
  await withServers([stdio(mcpProgram())], async (servers) => {
    servers.tellSandbox({ policy: { type: "read-only" }, cwd: "/work" });
    expect(await call(servers, "sandbox")).toEqual(said("[]"));
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
