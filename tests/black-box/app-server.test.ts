/** The app-server over real pipes: the handshake, bad input, order, and every way to end. */

import path from "node:path";
import { callTool, connectWire, hang, message, reply, say, stallAfter } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CLIENT, openThread, textInput, withServer } from "./server-stage.ts";
import { CODEX, openStage } from "./stage.ts";

test("the handshake comes first, and once", () =>
  withServer({ replies: [] }, async ({ client }) => {
    expect(await client.call("getUserAgent")).toMatchObject({
      error: { code: -32600, message: "Not initialized" },
    });
    expect(await client.call("thread/list", { limit: "x" })).toMatchObject({
      error: { code: -32600, message: expect.stringContaining("params.limit") },
    });
    const bad = { clientInfo: { name: "tästs", version: "1" } };
    expect(await client.call("initialize", bad)).toMatchObject({ error: { code: -32600 } });
    const { userAgent } = await client.result("initialize", CLIENT);
    expect(userAgent).toMatch(/^tests\/0\.99\.0 \(.*\) \S+ \(tests; 1\)$/);
    expect(await client.call("initialize", CLIENT)).toMatchObject({
      error: { code: -32600, message: "Already initialized" },
    });
    client.send({ method: "initialized" });
    expect(await client.result("getUserAgent")).toEqual({ userAgent });
    expect(await client.end()).toMatchObject({ code: 0, stderr: "" });
  }));

test("what is no message is logged, and the next line is read", () =>
  withServer({ replies: [] }, async ({ client, program }) => {
    await client.result("initialize", CLIENT);
    for (const line of ["no json", "", "[]", '{"foo":1}', '{"id":1', '{"id":7,"result":{}}']) {
      program.write(`${line}\n`);
    }
    program.write(Buffer.from([0xff, 0xfe, 0x0a]));
    program.write('{"id":null,"method":"getUserAgent"}\n{"id":1.5,"method":"getUserAgent"}\r\n');
    expect(await client.call("getUserAgent", [])).toMatchObject({ error: { code: -32600 } });
    expect(await client.call("no/such/method")).toMatchObject({
      error: { code: -32600, message: expect.stringContaining("no/such/method") },
    });
    expect(client.lines).toHaveLength(3);
    // The last line needs no newline.
    program.write('{"jsonrpc":"2.0","id":"last","method":"getUserAgent","more":1}');
    const ended = await client.end();
    expect(client.lines.at(-1)).toMatchObject({ id: "last", result: {} });
    expect(ended.code).toBe(0);
    expect(ended.stderr.match(/ignored/g)).toHaveLength(6);
    expect(ended.stderr).toContain("UTF-8");
  }));

test("methods of a later version are refused with their name", () =>
  withServer({ replies: [] }, async ({ client }) => {
    await client.result("initialize", CLIENT);
    expect(await client.call("app/list", {})).toMatchObject({
      error: { code: -32600, message: "`app/list` is not part of this version yet" },
    });
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("a long line in small pieces is one message, and hundreds in one piece are answered in order", () =>
  withServer({ replies: [] }, async ({ client, program }) => {
    await client.result("initialize", CLIENT);
    const long = `${JSON.stringify({ id: "long", method: "getUserAgent", more: "ä".repeat(1_000_000) })}\n`;
    const bytes = Buffer.from(long);
    for (let at = 0; at < bytes.length; at += 99_991) program.write(bytes.subarray(at, at + 99_991));
    expect(await client.first(({ id }) => id === "long")).toMatchObject({ result: {} });
    const requests = Array.from({ length: 500 }, (_, id) =>
      id % 3 === 0 ? { id, method: "nope" } : { id, method: "getUserAgent" },
    );
    program.write(requests.map((each) => `${JSON.stringify(each)}\n`).join(""));
    await client.first(({ id }) => id === 499);
    expect(client.lines.slice(2).map(({ id }) => id)).toEqual(requests.map(({ id }) => id));
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("experimental things need the capability; what a client opts out of is not sent", () =>
  withServer({ replies: [reply(say("hello"))] }, async ({ client }) => {
    const optOutNotificationMethods = ["turn/started", "codex/event/task_started", "item/"];
    const threadId = await openThread(client, { optOutNotificationMethods });
    expect(await client.call("thread/start", { experimentalRawEvents: true })).toMatchObject({
      error: {
        code: -32600,
        message: "thread/start.experimentalRawEvents requires experimentalApi capability",
      },
    });
    await client.result("turn/start", { threadId, input: textInput("hi") });
    await client.told("turn/completed");
    const methods = client.lines.map(({ method }) => method);
    expect(methods).not.toContain("turn/started");
    expect(methods).not.toContain("codex/event/task_started");
    expect(methods).toEqual(expect.arrayContaining(["item/started", "codex/event/task_complete"]));
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("a thread says nothing before the answer that names it, nor a turn", () =>
  withServer({ replies: [reply(say("hello"))] }, async ({ client }) => {
    const threadId = await openThread(client);
    await client.result("turn/start", { threadId, input: textInput("hi") });
    await client.told("turn/completed");
    const kinds = client.lines.map(({ id, method }) => method ?? id);
    expect(kinds.indexOf("c1")).toBeLessThan(kinds.indexOf("thread/started"));
    expect(kinds.indexOf("c2")).toBeLessThan(kinds.indexOf("codex/event/task_started"));
    expect(kinds.indexOf("codex/event/task_started")).toBe(kinds.indexOf("turn/started") - 1);
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("events of the core come right before what they are translated to, raw items only if wanted", () =>
  withServer({ replies: [reply(say("hello"))] }, async ({ client }) => {
    await client.result("initialize", { ...CLIENT, capabilities: { experimentalApi: true } });
    const { thread } = await client.result("thread/start", {
      config: { "tools.web_search": true },
      experimentalRawEvents: true,
    });
    await client.result("turn/start", { threadId: thread.id, input: textInput("hi") });
    await client.told("turn/completed");
    const told = client.lines.flatMap(({ method }) => method ?? []);
    expect(told.slice(0, 3)).toEqual([
      "thread/started",
      "codex/event/deprecation_notice",
      "deprecationNotice",
    ]);
    const raw = told.flatMap((method, at) =>
      method === "codex/event/raw_response_item" ? [told[at + 1]] : [],
    );
    expect(new Set(raw)).toEqual(new Set(["rawResponseItem/completed"]));
    await client.result("thread/start", {});
    expect(await client.end()).toMatchObject({ code: 0 });
    expect(client.lines.filter(({ method }) => method === "rawResponseItem/completed")).toHaveLength(
      raw.length,
    );
  }));

test("a client that ends its side hears its turn to the end", () =>
  withServer({ replies: [reply(say("hello"))] }, async ({ client }) => {
    const threadId = await openThread(client);
    client.send({ id: "t", method: "turn/start", params: { threadId, input: textInput("hi") } });
    expect(await client.end()).toMatchObject({ code: 0, stderr: "" });
    expect(client.lines.at(-1)).toMatchObject({
      method: "turn/completed",
      params: { turn: { status: "completed" } },
    });
  }));

const ASKED = callTool("exec_command", { cmd: "touch new.txt", login: false }, "call-1");

test("approvals: a yes that comes late and an answer that nobody waits for", () =>
  withServer(
    {
      replies: [reply(ASKED), reply(say("done"))],
      home: { config: 'approval_policy = "untrusted"\nsandbox_mode = "workspace-write"' },
    },
    async ({ client, stage }) => {
      const threadId = await openThread(client);
      await client.result("turn/start", { threadId, input: textInput("go") });
      const question = await client.told("item/commandExecution/requestApproval");
      expect(question).toMatchObject({ id: 0, params: { threadId, itemId: "call-1" } });
      client.send({ id: 77, result: { decision: "accept" } });
      expect(await client.call("getUserAgent")).toMatchObject({ result: {} });
      client.send({ id: 0, result: { decision: "accept" } });
      const { params } = await client.told("item/completed", ({ item }) => item.type === "commandExecution");
      expect(params.item).toMatchObject({ status: "completed", exitCode: 0 });
      await client.told("turn/completed");
      expect(await stage.repo.read("new.txt")).toBe("");
      expect(await client.end()).toMatchObject({ code: 0, stderr: "" });
    },
  ));

test.each([
  ["an error", { error: { code: 1, message: "no" } }],
  ["nonsense", { result: { decision: "perhaps" } }],
])("approvals: %s is a refusal", (_name, answer) =>
  withServer(
    { replies: [reply(ASKED), reply(say("done"))], home: { config: 'approval_policy = "untrusted"' } },
    async ({ client }) => {
      const threadId = await openThread(client);
      await client.result("turn/start", { threadId, input: textInput("go") });
      const { id } = await client.told("item/commandExecution/requestApproval");
      client.send({ id, ...answer });
      const { params } = await client.told("item/completed", ({ item }) => item.type === "commandExecution");
      expect(params.item.status).toBe("declined");
      await client.told("turn/completed");
      expect(await client.end()).toMatchObject({
        code: 0,
        stderr: expect.stringContaining("requestApproval"),
      });
    },
  ),
);

test("approvals: a client that has gone has refused", () =>
  withServer(
    { replies: [reply(ASKED), reply(say("done"))], home: { config: 'approval_policy = "untrusted"' } },
    async ({ client }) => {
      const threadId = await openThread(client);
      await client.result("turn/start", { threadId, input: textInput("go") });
      await client.told("item/commandExecution/requestApproval");
      expect(await client.end()).toMatchObject({ code: 0 });
      expect(client.lines.at(-1)).toMatchObject({
        method: "turn/completed",
        params: { turn: { status: "completed" } },
      });
    },
  ));

test("an interrupt is answered while its turn hangs, and requests behind it are not held up", () =>
  withServer({ replies: [hang()] }, async ({ client, stage }) => {
    const threadId = await openThread(client);
    const { turn } = await client.result("turn/start", { threadId, input: textInput("hi") });
    await stage.model.waitForRequest(0, AbortSignal.timeout(10_000));
    const interrupted = client.result("turn/interrupt", { threadId, turnId: turn.id });
    const behind = client.result("getUserAgent");
    await Promise.all([interrupted, behind]);
    await client.told("turn/completed", (params) => params.turn.status === "interrupted");
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s interrupts the turns, and the client hears of it", (signal, code) =>
  withServer({ replies: [stallAfter(message("half"))] }, async ({ client, program }) => {
    const threadId = await openThread(client);
    await client.result("turn/start", { threadId, input: textInput("hi") });
    await client.told("item/completed", ({ item }) => item.type === "agentMessage");
    program.kill(signal);
    expect(await program.result).toMatchObject({ code, signal: null });
    expect(client.lines).toContainEqual(
      expect.objectContaining({
        method: "turn/completed",
        params: expect.objectContaining({ turn: expect.objectContaining({ status: "interrupted" }) }),
      }),
    );
  }),
);

test("a reader that goes away ends the server, however the turn stands", () =>
  withServer({ replies: [hang()] }, async ({ client, program, stage }) => {
    const threadId = await openThread(client);
    await client.result("turn/start", { threadId, input: textInput("hi") });
    await stage.model.waitForRequest(0, AbortSignal.timeout(10_000));
    program.closeStdout();
    client.send({ id: "t", method: "getUserAgent" });
    expect(await program.result).toMatchObject({ code: 0, signal: null });
  }));

test("a slow reader gets everything in order", () =>
  withServer({ replies: [] }, async ({ client, program }) => {
    await client.result("initialize", CLIENT);
    program.pauseStdout();
    const count = 20_000;
    for (let id = 0; id < count; id += 1) client.send({ id, method: "no/such/method" });
    program.endInput();
    program.resumeStdout();
    expect(await program.result).toMatchObject({ code: 0 });
    expect(client.lines.slice(1).map(({ id }) => id)).toEqual(Array.from({ length: count }, (_, id) => id));
  }));

test("settings that cannot be used are told after the handshake, and only then", () =>
  withServer({ replies: [], home: { config: "model = 5" } }, async ({ client, stage }) => {
    await client.result("initialize", CLIENT);
    await client.result("getUserAgent");
    expect(client.lines.map(({ id, method }) => method ?? id)).toEqual(["c0", "configWarning", "c1"]);
    expect(client.lines[1]?.params).toMatchObject({
      path: `${stage.home.codexHome}/config.toml`,
      range: { start: { column: 9 }, end: { column: 9 } },
    });
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("flags that make no sense end the program before it serves", () =>
  withServer(
    { replies: [] },
    async ({ program }) => {
      const { code, stderr, stdout } = await program.result;
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain("-c overrides");
    },
    ["-c", "model"],
  ));

test("the program has a name of its own, and feedback stays here", async () => {
  await using stage = await openStage({ replies: [] });
  const program = await stage.startProgram([path.join(path.dirname(CODEX), "codex-app-server")], {
    stdin: "open",
  });
  const client = connectWire(program);
  await client.result("initialize", CLIENT);
  const params = { classification: "bug", includeLogs: true };
  expect(await client.call("feedback/upload", params)).toMatchObject({ error: { code: -32600 } });
  expect(await client.end()).toMatchObject({ code: 0, stderr: "" });
});
