/** What commands of the model find on their search path: the patch tool, whoever else runs or has died. */
import { readdir } from "node:fs/promises";
import { callTool, hang, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openThread, runTurn, startServer, textInput } from "./server-stage.ts";
import { openStage } from "./stage.ts";

const PATCH = "*** Begin Patch\n*** Update File: README.md\n@@\n-hello\n+patched\n*** End Patch";
/** In a script, where no call of the tool can be recognised. */
const scripted = (name: string) =>
  `set -e; patch=$(cat <<'END'\n${PATCH}\nEND\n); for once in 1; do ${name} "$patch"; done`;
const exec = (cmd: string) => reply(callTool("exec_command", { cmd, login: false }, "c1"));

test.each(["apply_patch", "applypatch"])("`%s` within a script changes files", async (name) => {
  await using stage = await openStage({ replies: [exec(scripted(name)), reply(say("done"))] });
  expect((await stage.codex("exec", "-s", "workspace-write", "go")).code).toBe(0);
  expect(stage.model.request(1).toolOutput("c1")).toContain("code 0");
  expect(await stage.repo.read("README.md")).toBe("patched\n");
  await stage.settle();
});

test("a program that was killed leaves nothing in the home, and takes nothing from its sibling", async () => {
  await using stage = await openStage({
    replies: [hang(), exec(scripted("apply_patch")), reply(say("done"))],
  });
  const [killed, sibling] = [await startServer(stage), await startServer(stage)];
  const threadId = await openThread(killed.client);
  const other = await openThread(sibling.client, {}, { sandbox: "workspace-write" });
  await killed.client.result("turn/start", { threadId, input: textInput("wait") });
  await stage.model.waitForRequest(0, AbortSignal.timeout(10_000));
  killed.program.kill("SIGKILL");
  await killed.program.result;
  await runTurn(sibling.client, other, "patch");
  expect(await stage.repo.read("README.md")).toBe("patched\n");
  expect(await sibling.client.end()).toMatchObject({ code: 0 });
  const left = await readdir(stage.home.codexHome, { recursive: true });
  expect(left.filter((name) => /lock|arg0|^tmp/.test(name))).toEqual([]);
  await stage.settle();
});
