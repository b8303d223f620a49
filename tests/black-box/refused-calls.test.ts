/** Calls that do not run though nobody was asked: people read which, why, and what to do; programs as before. */
import { customCall, functionCall, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

const PATCH = "*** Begin Patch\n*** Add File: new.txt\n+x\n*** End Patch";
const run = (cmd: string) => functionCall("exec_command", JSON.stringify({ cmd }), "call-1");
const FORBIDDEN = 'prefix_rule(pattern=["make"], decision="forbidden", justification="use ninja")\n';
const ASKED = 'prefix_rule(pattern=["make"], decision="prompt")\n';

test.each([
  [
    "a patch in read-only",
    {},
    ["-s", "read-only"],
    customCall("apply_patch", PATCH, "call-1"),
    "new.txt",
    "-s workspace-write",
  ],
  [
    "a forbidden rule",
    { "rules/default.rules": FORBIDDEN },
    ["--full-auto"],
    run("make all"),
    "make all",
    "Why: use ninja",
  ],
  [
    "a rule that wants a question",
    { "rules/default.rules": ASKED },
    ["--full-auto"],
    run("make all"),
    "make all",
    'decision="allow" in that rule',
  ],
  ["a dangerous command", {}, ["--full-auto"], run("rm -rf x"), "rm -rf x", 'decision="allow"'],
  [
    "a broken rules file",
    { "rules/default.rules": "prefix_rule(" },
    ["--full-auto"],
    run("touch x"),
    "touch x",
    "mend the rules file",
  ],
])("%s", async (_name, files, flags, call, action, text) => {
  await using stage = await openStage({
    replies: [reply(call), reply(say("told")), reply(call), reply(say("told"))],
  });
  await stage.home.write(files);
  const result = await stage.codex("exec", ...flags, "go");
  expect(result).toMatchObject({ code: 0, stdout: "told\n" });
  const block = result.stderr.slice(result.stderr.indexOf("Refused: "));
  expect(block.split("\n")[0]).toContain(action);
  expect(block).toContain("To allow it");
  expect(block).toContain(text);
  const forPrograms = await stage.codex("exec", "--json", ...flags, "go");
  expect(forPrograms.stderr).not.toContain("Refused: ");
  expect(forPrograms.code).toBe(0);
  await stage.settle();
});

test("a question that was refused is told once", async () => {
  await using stage = await openStage({ replies: [reply(run("rm -rf x")), reply(say("told"))] });
  const result = await stage.codex("exec", "-c", "approval_policy=on-request", "go");
  expect(result.stderr.split("Refused: ")).toHaveLength(2);
  await stage.settle();
});
