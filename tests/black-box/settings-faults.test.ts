/** Settings, rules and project files that cannot be used: clients are told, and the server stays. */
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CLIENT, openThread, runTurn, withServer } from "./server-stage.ts";

const warnings = (lines: readonly { readonly method?: string; readonly params?: unknown }[]) =>
  lines.filter(({ method }) => method === "configWarning").map(({ params }) => params);

test("with a broken config.toml the server answers, refuses threads with the place, and recovers", () =>
  withServer({ replies: [reply(say("hi"))], home: { config: "model = 5" } }, async ({ client, stage }) => {
    const file = `${stage.home.codexHome}/config.toml`;
    await client.result("initialize", CLIENT);
    client.send({ method: "initialized" });
    expect((await client.told("configWarning")).params).toEqual({
      summary: expect.any(String),
      details: expect.any(String),
      path: file,
      range: { start: { line: 2, column: 9 }, end: { line: 2, column: 9 } },
    });
    expect(await client.call("thread/start", {})).toMatchObject({
      error: { code: -32600, message: expect.stringContaining(`${file}:2:9: `) },
    });
    const broken = await stage.home.read("config.toml");
    await stage.home.write({ "config.toml": broken.replace("model = 5", 'model = "gpt-5.1-codex"') });
    const { thread } = await client.result("thread/start", {});
    expect(await runTurn(client, thread.id, "go")).toMatchObject({ status: "completed" });
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("rules that cannot be read are told with their place; threads go on, and ask before every command", () =>
  withServer(
    {
      replies: [reply(callTool("exec_command", { cmd: "echo ran", login: false }, "c1")), reply(say("done"))],
      home: { files: { "rules/mine.rules": 'x = 1\nprefix_rule(pattern=["echo"\n' } },
    },
    async ({ client, stage }) => {
      const threadId = await openThread(client);
      const file = `${stage.home.codexHome}/rules/mine.rules`;
      expect(warnings(client.lines)[0]).toEqual({
        summary: expect.any(String),
        details: expect.stringContaining(`${file}:3:1: `),
        path: file,
        range: { start: { line: 3, column: 1 }, end: { line: 3, column: 1 } },
      });
      const running = runTurn(client, threadId, "go");
      // Nobody knows what the rules would have forbidden.
      const { id } = await client.told("item/commandExecution/requestApproval");
      client.send({ id, result: { decision: "accept" } });
      expect(await running).toMatchObject({ status: "completed" });
      expect(stage.model.request(1).toolOutput("c1")).toContain("ran");
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  ));

test("settings of a project that nobody trusts do not count, and the client is told so", () =>
  withServer(
    { replies: [], files: { ".codex/config.toml": 'model = "from-the-project"\n' } },
    async ({ client }) => {
      await client.result("initialize", CLIENT);
      const { model } = await client.result("thread/start", {});
      expect(model).toBe("gpt-5.1-codex");
      expect(JSON.stringify(warnings(client.lines)[0])).toMatch(/trust/);
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  ));
