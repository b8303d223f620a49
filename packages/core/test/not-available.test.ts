/** Ops that the protocol has and this version does not carry out. */
import { reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds } from "./event-log.ts";
import { testThread } from "./test-thread.ts";

test("are answered with an error under their own id, and the thread goes on", async () => {
  await using rig = await testThread([reply(say("done"))]);
  const id = rig.thread.submit({ type: "list_models" });
  const { msg } = await rig.log.find((event) => event.id === id);
  expect(msg).toMatchObject({ type: "error", codex_error_info: "bad_request" });
  expect(msg).toHaveProperty("message", expect.stringContaining("list_models"));
  expect(kinds(await rig.turn("go")).at(-1)).toBe("task_complete");
});
