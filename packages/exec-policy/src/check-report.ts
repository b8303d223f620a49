/** The answer of `codex execpolicy check`. */
import { matchRules, type Policy, type RuleMatch } from "./policy.ts";
import { type Decision, strictest } from "./rule.ts";

/** The JSON shape that 0.99.0 prints. Without a match there is no decision. */
export interface CheckReport {
  readonly matchedRules: readonly { readonly prefixRuleMatch: RuleMatch }[];
  readonly decision?: Decision;
}

/** Says which rules a command matches as it stands: no shell is looked into, nothing is judged. */
export function buildCheckReport(policy: Policy, command: readonly string[]): CheckReport {
  const matches = matchRules(policy, command);
  const decision = strictest(matches.map((match) => match.decision));
  const matchedRules = matches.map((prefixRuleMatch) => ({ prefixRuleMatch }));
  return decision === undefined ? { matchedRules } : { matchedRules, decision };
}
