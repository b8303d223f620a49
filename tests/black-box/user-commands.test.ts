/** Commands that the user types, beside and between turns. */
import { hang, holdUntil, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { EXPERIMENTAL, openThread, runTurn, textInput, withServer } from "./server-stage.ts";

const RECORD =
  /^<user_shell_command>\n<command>\necho hi\n<\/command>\n<result>\nExit code: 0\nDuration: \d+\.\d{4} seconds\nOutput:\nhi\n\n?<\/result>\n<\/user_shell_command>$/;
const isCommand = ({ item }: { readonly item: { readonly type: string } }) =>
  item.type === "commandExecution";

test("during a turn a command runs beside it; the model reads of it in the next request of the same turn", async () => {
  const typed = Promise.withResolvers<void>();
  await withServer(
    { replies: [reply(say("one"), holdUntil(typed.promise)), reply(say("two"))] },
    async ({ client, stage }) => {
      const threadId = await openThread(client, EXPERIMENTAL);
      const { turn } = await client.result("turn/start", { threadId, input: textInput("go") });
      await client.told("item/completed", ({ item }) => item.type === "agentMessage");
      expect(await client.result("thread/shellCommand", { threadId, command: "echo hi" })).toEqual({});
      const { params } = await client.told("item/completed", isCommand);
      expect(params).toMatchObject({
        turnId: turn.id,
        item: { source: "userShell", status: "completed", exitCode: 0, aggregatedOutput: "hi\n" },
      });
      typed.resolve();
      await client.told(
        "turn/completed",
        (told) => told.turn.id === turn.id && told.turn.status === "completed",
      );
      expect(stage.model.request(1).texts("user").at(-1)).toMatch(RECORD);
      const methods = client.lines.map(({ method }) => method);
      for (const once of ["turn/started", "turn/completed"]) {
        expect(methods.filter((method) => method === once)).toHaveLength(1);
      }
      const begins = client.lines.filter(({ method }) => method === "codex/event/exec_command_begin");
      expect(begins.map(({ params: told }) => told.msg.source)).toEqual(["user_shell"]);
      expect(methods).not.toContain("codex/event/turn_aborted");
      expect(await client.end()).toMatchObject({ code: 0 });
    },
  );
});

test("between turns it is a turn of its own, of which the next request tells", () =>
  withServer({ replies: [reply(say("one"))] }, async ({ client, stage }) => {
    const threadId = await openThread(client, EXPERIMENTAL);
    await client.result("thread/shellCommand", { threadId, command: "echo hi" });
    await client.told("turn/completed", ({ turn }) => turn.status === "completed");
    expect(stage.model.requests).toEqual([]);
    await runTurn(client, threadId, "go");
    expect(stage.model.request(0).texts("user").at(-2)).toMatch(RECORD);
    expect(await client.end()).toMatchObject({ code: 0 });
  }));

test("an interrupt of the turn ends the command with it", () =>
  withServer({ replies: [hang(), reply(say("well"))] }, async ({ client, stage }) => {
    const threadId = await openThread(client, EXPERIMENTAL);
    const { turn } = await client.result("turn/start", { threadId, input: textInput("go") });
    await stage.model.waitForRequest(0, AbortSignal.timeout(10_000));
    await client.result("thread/shellCommand", { threadId, command: "echo up; exec sleep 300" });
    await client.told("item/commandExecution/outputDelta");
    await client.result("turn/interrupt", { threadId, turnId: turn.id });
    const { params } = await client.told("item/completed", isCommand);
    expect(params.item).toMatchObject({ status: "failed", exitCode: -1 });
    await runTurn(client, threadId, "go on");
    expect(stage.model.request(1).text).toContain("command aborted by user");
    expect(await client.end()).toMatchObject({ code: 0 });
  }));
