import { expect, test } from "@jest/globals";
import { allowRule, allowRuleLine } from "./allow-rule.ts";
import { parseRules } from "./parse-rules.ts";

test("the line is written as 0.99.0 writes it, and reads back as the rule", () => {
  const prefix = ["echo", 'a "b"', "c\\d\n", "é"];
  const line = allowRuleLine(prefix);
  expect(line).toBe('prefix_rule(pattern=["echo", "a \\"b\\"", "c\\\\d\\n", "é"], decision="allow")');
  expect(parseRules("t.rules", line)).toEqual({ kind: "rules", rules: [allowRule(prefix)] });
});
