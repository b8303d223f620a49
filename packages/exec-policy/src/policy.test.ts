import { expect, test } from "@jest/globals";
import { buildCheckReport } from "./check-report.ts";
import { decidingRule, evaluateCommands, judgeByRules } from "./evaluate-commands.ts";
import { parseRules } from "./parse-rules.ts";
import { addRules, allowedPrefixes, createPolicy, matchRules } from "./policy.ts";
import type { Decision } from "./rule.ts";

function policyOf(text: string) {
  const parsed = parseRules("t.rules", text);
  if (parsed.kind === "problem") throw new Error(parsed.problem.message);
  return createPolicy(parsed.rules);
}

const POLICY = policyOf(`
prefix_rule(["git"], "prompt", justification = "ask me")
prefix_rule(["git", "status"])
prefix_rule(["git", "push", ["--force", "-f"]], "forbidden", justification = "shared branches")
prefix_rule([["ls", "cat"]])
prefix_rule(["rm"], "forbidden")
`);

const never = (): Decision => {
  throw new Error("nothing was to be judged");
};

test("all rules that match count, in their order", () => {
  expect(matchRules(POLICY, ["git", "push", "-f", "origin"])).toEqual([
    { matchedPrefix: ["git"], decision: "prompt", justification: "ask me" },
    { matchedPrefix: ["git", "push", "-f"], decision: "forbidden", justification: "shared branches" },
  ]);
});

test.each([[["/bin/ls"]], [["LS"]], [["lsx"]], [["git2", "status"]], [[]]])(
  "%j matches nothing: words are compared as they are",
  (command) => {
    expect(matchRules(POLICY, command)).toEqual([]);
  },
);

test("a later file adds rules and relaxes none", () => {
  const later = policyOf('prefix_rule(["rm"])\nprefix_rule(["new"])');
  const merged = addRules(POLICY, later.rulesByProgram.get("rm") ?? []);
  const line = { commands: [["rm", "x"]], contained: [] };
  expect(evaluateCommands(merged, line, never).decision).toBe("forbidden");
  expect(matchRules(POLICY, ["rm"])).toHaveLength(1);
});

test("the report has the shape that 0.99.0 prints", () => {
  expect(buildCheckReport(POLICY, ["git", "status", "-s"])).toEqual({
    matchedRules: [
      { prefixRuleMatch: { matchedPrefix: ["git"], decision: "prompt", justification: "ask me" } },
      { prefixRuleMatch: { matchedPrefix: ["git", "status"], decision: "allow" } },
    ],
    decision: "prompt",
  });
  expect(JSON.stringify(buildCheckReport(POLICY, ["make"]))).toBe('{"matchedRules":[]}');
});

test("the strictest decision of all commands wins; commands without a rule are judged", () => {
  const line = { commands: [["ls"], ["make"], ["git", "log"]], contained: [] };
  const evaluation = evaluateCommands(POLICY, line, () => "allow");
  expect(evaluation).toEqual({
    decision: "prompt",
    matches: [
      { kind: "rule", command: ["ls"], matchedPrefix: ["ls"], decision: "allow" },
      { kind: "heuristic", command: ["make"], decision: "allow" },
      {
        kind: "rule",
        command: ["git", "log"],
        matchedPrefix: ["git"],
        decision: "prompt",
        justification: "ask me",
      },
    ],
    isAllowedByRules: false,
  });
});

test("a forbidden command stays forbidden wherever the line holds it", () => {
  const line = { commands: [["bash", "-lc", "(rm x) > y"]], contained: [["rm", "x"], ["ls"]] };
  const evaluation = evaluateCommands(POLICY, line, () => "allow");
  expect(evaluation.decision).toBe("forbidden");
  expect(decidingRule(evaluation)).toEqual({ matchedPrefix: ["rm"], decision: "forbidden" });
  expect(evaluation.matches.filter((match) => match.decision === "allow")).toEqual([
    { kind: "heuristic", command: ["bash", "-lc", "(rm x) > y"], decision: "allow" },
  ]);
});

test("what a rule grants is granted only if every command has such a rule", () => {
  const isAllowed = (...commands: string[][]) =>
    evaluateCommands(POLICY, { commands, contained: commands }, () => "allow").isAllowedByRules;
  expect(isAllowed(["ls"], ["cat", "x"])).toBe(true);
  expect(isAllowed(["ls"], ["make"])).toBe(false);
  expect(isAllowed(["make"])).toBe(false);
  expect(isAllowed(["git", "status"])).toBe(false);
  expect(
    evaluateCommands(POLICY, { commands: [], contained: [["ls"]] }, () => "prompt").isAllowedByRules,
  ).toBe(false);
});

test("the reason is the longest rule among those that decided", () => {
  const line = { commands: [["git", "push", "--force"]], contained: [["git", "push", "--force"]] };
  const evaluation = evaluateCommands(POLICY, line, never);
  expect(evaluation.matches).toHaveLength(2);
  expect(decidingRule(evaluation)?.justification).toBe("shared branches");
  const judged = evaluateCommands(POLICY, { commands: [["make"]], contained: [] }, () => "prompt");
  expect(decidingRule(judged)).toBeUndefined();
});

test("rules alone decide, or leave the line to other judgement", () => {
  const judge = (...commands: string[][]) => judgeByRules(POLICY, { commands, contained: commands });
  expect(judge(["ls"], ["cat"])).toEqual({ matchedPrefix: ["ls"], decision: "allow" });
  expect(judge(["ls"], ["make"])).toBeUndefined();
  expect(judge(["make"])).toBeUndefined();
  expect(judge(["make"], ["git", "log"])?.decision).toBe("prompt");
  expect(judge(["make"], ["rm"])?.decision).toBe("forbidden");
  expect(judge()).toBeUndefined();
});

test("allowed beginnings are told with their alternatives, each once", () => {
  const more = policyOf(
    'prefix_rule(["ls"])\nprefix_rule(["npm", ["test", "ci"]])\nprefix_rule(["x"], "prompt")',
  );
  const all = addRules(POLICY, [...more.rulesByProgram.values()].flat());
  expect(allowedPrefixes(all)).toEqual([["git", "status"], ["ls"], ["cat"], ["npm", "test"], ["npm", "ci"]]);
  const wide = Array.from({ length: 40 }, (_, at) => `w${at}`);
  const pattern = [["a"], wide, wide, wide];
  expect(allowedPrefixes(createPolicy([{ pattern, decision: "allow" }]))).toHaveLength(64);
});
