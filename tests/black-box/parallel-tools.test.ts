/** Which tool calls of one response run beside each other, and which one after the other. */
import { callTool, customCall, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

/** Leaves a mark and ends when the other mark is there: only two that run at once come to an end. */
const meet = (own: string, other: string) =>
  `touch ${own}; until [ -e ${other} ]; do sleep 0.02; done; echo met`;
const exec = (cmd: string, id: string) => callTool("exec_command", { cmd, login: false }, id);
const FULL = ["exec", "--json", "-s", "danger-full-access", "go"];

test("two commands of one response meet each other, and their outputs keep the order of the calls", async () => {
  await using stage = await openStage({
    replies: [
      reply(exec(`${meet("a", "b")}; sleep 0.1`, "c1"), exec(meet("b", "a"), "c2")),
      reply(say("done")),
    ],
  });
  expect((await stage.codex(...FULL)).code).toBe(0);
  const { input } = stage.model.request(1);
  const outputs = input.filter(({ type }) => type === "function_call_output");
  expect(outputs.map((item) => item["call_id"])).toEqual(["c1", "c2"]);
  for (const id of ["c1", "c2"])
    expect(stage.model.request(1).toolOutput(id)).toMatch(/code 0\n[\s\S]*met\n/);
  await stage.settle();
});

test("a patch waits for the command before it, and holds up the one behind it", async () => {
  const patch = "*** Begin Patch\n*** Update File: README.md\n@@\n-written\n+patched\n*** End Patch";
  await using stage = await openStage({
    replies: [
      reply(
        exec("sleep 0.2; echo written > README.md", "c1"),
        customCall("apply_patch", patch, "c2"),
        exec("cat README.md", "c3"),
      ),
      reply(say("done")),
    ],
  });
  expect((await stage.codex(...FULL)).code).toBe(0);
  expect(stage.model.request(1).toolOutput("c3")).toContain("patched");
  await stage.settle();
});
