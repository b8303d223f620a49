import { callTool, message, reply, stallAfter } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage, parseLines } from "./stage.ts";

const sleeping = () =>
  reply(
    callTool("exec_command", { cmd: "echo up; sleep 600", login: false, yield_time_ms: 30_000 }, "call-1"),
  );

test("SIGINT while the model writes ends the turn with a last event", async () => {
  await using stage = await openStage({ replies: [stallAfter(message("half"))] });
  const program = await stage.start(["exec", "--json", "hello"]);
  await program.stdoutLine(/agent_message/);
  program.kill("SIGINT");
  const result = await program.result;
  expect(result.code).toBe(130);
  expect(parseLines(result.stdout).at(-1)).toMatchObject({ type: "turn.failed" });
  await stage.settle();
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s stops the command that runs", async (signal, code) => {
  await using stage = await openStage({ replies: [sleeping()] });
  const program = await stage.start(["exec", "--json", "hello"]);
  await program.stdoutLine(/command_execution/);
  program.kill(signal);
  const result = await program.result;
  expect(result.code ?? (result.signal === signal ? code : undefined)).toBe(code);
  await stage.settle();
});
