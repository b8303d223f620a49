import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

const RULES = [
  'prefix_rule(pattern=["git", ["status", "log"]])',
  'prefix_rule(pattern=["git"], decision="prompt", justification="think")',
  'prefix_rule(pattern=["rm"], decision="forbidden")',
].join("\n");

const rule = (matchedPrefix: readonly string[], decision: string, more = {}) => ({
  prefixRuleMatch: { matchedPrefix, decision, ...more },
});
const prompt = rule(["git"], "prompt", { justification: "think" });

test.each([
  [["git", "status"], { matchedRules: [rule(["git", "status"], "allow"), prompt], decision: "prompt" }],
  [["git", "push", "--pretty", "-r", "x"], { matchedRules: [prompt], decision: "prompt" }],
  [["--", "rm", "-rf"], { matchedRules: [rule(["rm"], "forbidden")], decision: "forbidden" }],
  [["--unknown", "rm"], { matchedRules: [] }],
  [["bash", "-c", "rm x"], { matchedRules: [] }],
])("%j is judged as it stands, with status 0", async (command, report) => {
  await using stage = await openStage({ files: { "a.rules": RULES }, replies: [] });
  const result = await stage.codex("execpolicy", "check", "-r", "a.rules", ...command);
  expect(result).toMatchObject({ code: 0, stdout: `${JSON.stringify(report)}\n`, stderr: "" });
  await stage.settle();
});

test("--pretty prints the same over several lines", async () => {
  await using stage = await openStage({ files: { "a.rules": RULES }, replies: [] });
  const result = await stage.codex("execpolicy", "check", "--rules=a.rules", "--pretty", "rm", "x");
  const report = { matchedRules: [rule(["rm"], "forbidden")], decision: "forbidden" };
  expect(result).toMatchObject({ code: 0, stdout: `${JSON.stringify(report, undefined, 2)}\n` });
  await stage.settle();
});

test("several files count together", async () => {
  const files = { "a.rules": RULES, "b.rules": 'prefix_rule(pattern=["git", "log"], decision="forbidden")' };
  await using stage = await openStage({ files, replies: [] });
  const result = await stage.codex("execpolicy", "check", "-r", "a.rules", "-r", "b.rules", "git", "log");
  const matchedRules = [rule(["git", "log"], "allow"), prompt, rule(["git", "log"], "forbidden")];
  expect(JSON.parse(result.stdout)).toEqual({ matchedRules, decision: "forbidden" });
  await stage.settle();
});

test("rules that cannot be used are named with their place, with status 1", async () => {
  await using stage = await openStage({
    files: { "bad.rules": "\nprefix_rule(pattern=[)" },
    replies: [],
  });
  const missing = await stage.codex("execpolicy", "check", "-r", "nope.rules", "git");
  expect(missing).toMatchObject({ code: 1, stdout: "" });
  expect(missing.stderr).toMatch(/^Error: failed to read policy at nope\.rules\n\nCaused by:\n {4}ENOENT/);
  const broken = await stage.codex("execpolicy", "check", "-r", "bad.rules", "git");
  expect(broken).toMatchObject({ code: 1, stdout: "" });
  expect(broken.stderr).toMatch(
    /^Error: failed to parse policy at bad\.rules\n\nCaused by:\n {4}bad\.rules:2:22: /,
  );
  await stage.settle();
});

test.each([
  ["no rules", ["execpolicy", "check", "git"], "--rules <PATH>"],
  ["no command", ["execpolicy", "check", "-r", "a.rules"], "<COMMAND>..."],
  ["an unknown subcommand", ["execpolicy", "nope"], "'nope'"],
  ["a misspelt subcommand", ["execpolicy", "chek", "-r", "a.rules", "git"], "'check'"],
  ["no subcommand", ["execpolicy"], "Usage:"],
])("%s is a usage error", async (_name, args, text) => {
  await using stage = await openStage({ files: { "a.rules": RULES }, replies: [] });
  const result = await stage.codex(...args);
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(result.stderr).toContain(text);
  await stage.settle();
});

test("the help of the program does not list it, its own help is there", async () => {
  await using stage = await openStage({ replies: [] });
  expect((await stage.codex("--help")).stdout).not.toContain("execpolicy");
  expect(await stage.codex("help", "execpolicy")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("codex execpolicy"),
  });
  await stage.settle();
});
