export { allowRule, allowRuleLine } from "./allow-rule.ts";
export { buildCheckReport, type CheckReport } from "./check-report.ts";
export { ExecPolicyError, type ExecPolicyErrorCode } from "./errors.ts";
export {
  type CommandMatch,
  type CommandsToEvaluate,
  decidingRule,
  type Evaluation,
  evaluateCommands,
  judgeByRules,
} from "./evaluate-commands.ts";
export { isOfferablePrefix } from "./offerable-prefix.ts";
export { formatProblem, type ParsedRules, parseRules, type RulesProblem } from "./parse-rules.ts";
export {
  addRules,
  allowedPrefixes,
  createPolicy,
  matchRules,
  type Policy,
  type RuleMatch,
} from "./policy.ts";
export { type RequirementRules, readRequirementRules } from "./requirement-rules.ts";
export { type Decision, type PrefixRule, parseDecision, strictest } from "./rule.ts";
