import { expect, test } from "@jest/globals";
import { readRequirementRules } from "./requirement-rules.ts";

test("rules of requirements become prefix rules", () => {
  const value = [
    {
      pattern: [{ token: "git" }, { any_of: ["push", "fetch"] }],
      decision: "forbidden",
      justification: "no",
    },
    { pattern: [{ any_of: ["rm"] }], decision: "prompt" },
  ];
  expect(readRequirementRules(value)).toEqual({
    kind: "rules",
    rules: [
      { pattern: [["git"], ["push", "fetch"]], decision: "forbidden", justification: "no" },
      { pattern: [["rm"]], decision: "prompt" },
    ],
  });
});

const PATTERN = [{ token: "a" }];

test.each([
  [undefined, "prefix_rules must be a list"],
  [[], "prefix_rules must be a list"],
  [["a"], "prefix_rules[0] must be a table"],
  [[{ decision: "prompt" }], "prefix_rules[0].pattern must be a list"],
  [[{ pattern: [], decision: "prompt" }], "prefix_rules[0].pattern must be a list"],
  [[{ pattern: ["a"], decision: "prompt" }], "prefix_rules[0].pattern[0] must be"],
  [[{ pattern: [{ token: "" }], decision: "prompt" }], "pattern[0] must be"],
  [[{ pattern: [{ any_of: [] }], decision: "prompt" }], "pattern[0] must be"],
  [[{ pattern: [{ any_of: ["a", 1] }], decision: "prompt" }], "pattern[0] must be"],
  [[{ pattern: [{ token: "a", any_of: ["b"] }], decision: "prompt" }], "pattern[0] must be"],
  [[{ pattern: PATTERN }], "prefix_rules[0].decision must be"],
  [[{ pattern: PATTERN, decision: "allow" }], "requirements cannot allow"],
  [[{ pattern: PATTERN, decision: "prompt", justification: " " }], "justification must be text"],
])("%j is refused: %s", (value, message) => {
  const read = readRequirementRules(value);
  expect(read.kind === "invalid" && read.message).toContain(message);
});
