/** Commands that outlive the response, and the turn, in which the model started them. */
import { callTool, hang, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { EXPERIMENTAL, openThread, runTurn, startServer, textInput, withServer } from "./server-stage.ts";
import { openStage } from "./stage.ts";

const home = { config: 'approval_policy = "never"\nsandbox_mode = "danger-full-access"' };
/** Writes its process id to a file and goes on for minutes. */
const lasting = (file: string, id: string) =>
  callTool(
    "exec_command",
    { cmd: `echo $$ > ${file}; echo up; exec sleep 300`, login: false, yield_time_ms: 250 },
    id,
  );

const isAlive = (pid: string) => {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
};
const isCommand = ({ item }: { readonly item: { readonly type: string } }) =>
  item.type === "commandExecution";

test("a terminal outlives its turn and the next, and ends when the client cleans up", () =>
  withServer(
    { replies: [reply(lasting("pid", "c1")), reply(say("started")), reply(say("again"))], home },
    async ({ client, stage }) => {
      const threadId = await openThread(client, EXPERIMENTAL);
      await runTurn(client, threadId, "start it");
      const pid = await stage.repo.read("pid");
      await runTurn(client, threadId, "is it there?");
      expect(isAlive(pid)).toBe(true);
      expect(
        client.lines.filter(({ method, params }) => method === "item/completed" && isCommand(params)),
      ).toEqual([]);
      expect(await client.result("thread/backgroundTerminals/clean", { threadId })).toEqual({});
      await client.told("item/completed", isCommand);
      expect(isAlive(pid)).toBe(false);
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  ));

test("an interrupt ends terminals of earlier turns too, and the model is told", () =>
  withServer(
    { replies: [reply(lasting("pid", "c1")), reply(say("started")), hang(), reply(say("well"))], home },
    async ({ client, stage }) => {
      const threadId = await openThread(client);
      await runTurn(client, threadId, "start it");
      const { turn } = await client.result("turn/start", { threadId, input: textInput("wait") });
      await stage.model.waitForRequest(2, AbortSignal.timeout(10_000));
      await client.result("turn/interrupt", { threadId, turnId: turn.id });
      await client.told("item/completed", isCommand);
      expect(isAlive(await stage.repo.read("pid"))).toBe(false);
      await runTurn(client, threadId, "go on");
      expect(stage.model.request(3).texts("user")).toContainEqual(
        expect.stringMatching(/^<turn_aborted>\n[\s\S]*terminated[\s\S]*<\/turn_aborted>$/),
      );
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  ));

test("cleaning up is experimental, and fine where nothing runs", () =>
  withServer({ replies: [] }, async ({ client, stage }) => {
    const threadId = await openThread(client);
    expect(await client.call("thread/backgroundTerminals/clean", { threadId })).toMatchObject({
      error: {
        code: -32600,
        message: "thread/backgroundTerminals/clean requires experimentalApi capability",
      },
    });
    expect(await client.end()).toMatchObject({ code: 0 });
    const other = (await startServer(stage)).client;
    const fresh = await openThread(other, EXPERIMENTAL);
    expect(await other.result("thread/backgroundTerminals/clean", { threadId: fresh })).toEqual({});
    expect(await other.end()).toMatchObject({ code: 0 });
  }));

test("`codex exec` ends with its turn, and its terminals with it", async () => {
  await using stage = await openStage({
    replies: [reply(lasting("pid", "c1")), reply(say("started"))],
    home,
  });
  expect((await stage.codex("exec", "--json", "start it")).events.at(-1)).toMatchObject({
    type: "turn.completed",
  });
  expect(isAlive(await stage.repo.read("pid"))).toBe(false);
  await stage.settle();
});
