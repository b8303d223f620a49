/** MCP servers of the app-server over real pipes: reloaded, shown, and asking. `settle` finds what they leave behind. */
import {
  type CapturedRequest,
  callTool,
  connectWire,
  mcpProgram,
  reply,
  say,
  type WireClient,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage, type Stage, type StageOptions } from "./stage.ts";

async function withServer(
  options: StageOptions,
  play: (client: WireClient, stage: Stage) => Promise<void>,
  capabilities: object = {},
): Promise<void> {
  await using stage = await openStage(options);
  const program = await stage.start(["app-server"], { stdin: "open" });
  const client = connectWire(program);
  await client.result("initialize", { clientInfo: { name: "tests", version: "1" }, capabilities });
  await play(client, stage);
  expect(await client.end()).toMatchObject({ code: 0 });
  await stage.settle();
}

/** Lines of config.toml for a server. */
function serverTable(name: string, more = ""): string {
  const [command, ...args] = mcpProgram();
  return `[mcp_servers.${name}]\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}\n${more}`;
}

async function runTurn(client: WireClient, threadId: string): Promise<void> {
  const input = [{ type: "text", text: "go" }];
  const { turn } = await client.result("turn/start", { threadId, input });
  await client.told("turn/completed", (params) => params.turn.id === turn.id);
}

const serversOffered = (request: CapturedRequest) =>
  [...new Set(request.toolNames().flatMap((name) => name.match(/^mcp__(\w+?)__/)?.[1] ?? []))].sort();

async function addToConfig(stage: Stage, table: string): Promise<void> {
  await stage.home.write({ "config.toml": `${await stage.home.read("config.toml")}\n${table}` });
}

test.each(["config/mcpServer/reload", "mcpServer/refresh"])(
  "after %s every open thread has the servers of the settings",
  (method) =>
    withServer({ replies: [reply(say("a")), reply(say("b")), reply(say("c"))] }, async (client, stage) => {
      const one = (await client.result("thread/start", {})).thread.id;
      await runTurn(client, one);
      const other = (await client.result("thread/start", { config: serverOverride("mine") })).thread.id;
      await addToConfig(stage, serverTable("added"));
      expect(await client.result(method)).toEqual({});
      await runTurn(client, one);
      await runTurn(client, other);
      expect([0, 1, 2].map((index) => serversOffered(stage.model.request(index)))).toEqual([
        [],
        ["added"],
        ["added", "mine"],
      ]);
    }),
);

test("settings that cannot be read are an error, and the servers stay", () =>
  withServer({ replies: [reply(say("a"))], home: { config: serverTable("docs") } }, async (client, stage) => {
    const { thread } = await client.result("thread/start", {});
    const config = await stage.home.read("config.toml");
    await stage.home.write({
      "config.toml": `personality = 5\n${config.replace("mcp_servers.docs", "mcp_servers.other")}`,
    });
    for (const [method, params] of [["config/mcpServer/reload"], ["mcpServerStatus/list", {}]] as const) {
      expect(await client.call(method, params)).toMatchObject({
        error: { code: -32603, message: expect.stringMatching(/^failed to reload config: .*personality/s) },
      });
    }
    await runTurn(client, thread.id);
    expect(serversOffered(stage.model.request(0))).toEqual(["docs"]);
  }));

test("the list of servers shows what they offer, and leaves none running", () => {
  const config = [serverTable("docs"), serverTable("asleep", "enabled = false\n")].join("\n");
  return withServer({ replies: [], home: { config } }, async (client) => {
    const nothing = { tools: {}, resources: [], resourceTemplates: [], authStatus: "unsupported" };
    const page = await client.result("mcpServerStatus/list", { limit: 1 });
    expect(page).toEqual({ data: [{ name: "asleep", ...nothing }], nextCursor: "1" });
    const { data, nextCursor } = await client.result("mcpServerStatus/list", { cursor: "1" });
    expect(nextCursor).toBeNull();
    expect(data).toMatchObject([
      {
        name: "docs",
        tools: { echo: { name: "echo", description: "does echo", inputSchema: { required: ["text"] } } },
        resources: [{ uri: "mem://a" }, { uri: "mem://b" }],
        resourceTemplates: [{ uriTemplate: "mem://{name}", name: "any" }],
        authStatus: "unsupported",
      },
    ]);
    expect(await client.call("mcpServerStatus/list", { cursor: "3" })).toMatchObject({
      error: { code: -32600 },
    });
  });
});

const asking = {
  replies: [reply(callTool("mcp__docs__ask", {}, "c1")), reply(say("done"))],
  home: { config: serverTable("docs") },
};
const heard = (stage: Stage) => JSON.parse(String(stage.model.request(1).toolOutput("c1")))[0].text;

test("a client that wants the experimental part is asked what servers ask", () =>
  withServer(
    asking,
    async (client, stage) => {
      const { thread } = await client.result("thread/start", {});
      const turn = runTurn(client, thread.id);
      const { id, params } = await client.told("mcpServer/elicitation/request");
      expect(params).toEqual({
        threadId: thread.id,
        turnId: expect.any(String),
        serverName: "docs",
        mode: "form",
        _meta: null,
        message: "sure?",
        requestedSchema: { type: "object", properties: {} },
      });
      client.send({ id, result: { action: "accept", content: { name: "x" } } });
      await turn;
      expect(heard(stage)).toBe('{"action":"accept","content":{"name":"x"}}');
    },
    { experimentalApi: true },
  ));

test("for other clients the answer is `cancel`", () =>
  withServer(asking, async (client, stage) => {
    const { thread } = await client.result("thread/start", {});
    await runTurn(client, thread.id);
    expect(heard(stage)).toBe('{"action":"cancel"}');
    expect(client.lines.map(({ method }) => method)).toContain("codex/event/elicitation_request");
    expect(client.lines.map(({ method }) => method)).not.toContain("mcpServer/elicitation/request");
  }));

function serverOverride(name: string) {
  const [command, ...args] = mcpProgram();
  return { [`mcp_servers.${name}`]: { command, args } };
}
