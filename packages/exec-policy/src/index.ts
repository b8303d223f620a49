export { allowRule } from "./allow-rule.ts";
export { buildCheckReport, type CheckReport } from "./check-report.ts";
export { ExecPolicyError } from "./errors.ts";
export {
  type CommandsToEvaluate,
  judgeByRules,
} from "./evaluate-commands.ts";
export { isOfferablePrefix } from "./offerable-prefix.ts";
export { formatProblem, type RulesProblem } from "./parse-rules.ts";
export {
  addRules,
  allowedPrefixes,
  createPolicy,
  hasRestrictions,
  type Policy,
  type RuleMatch,
} from "./policy.ts";
export { type RequirementRules, readRequirementRules } from "./requirement-rules.ts";
export type { Decision, PrefixRule } from "./rule.ts";
