export { type AllowRuleOutcome, appendAllowRule } from "./node/append-allow-rule.ts";
export { type LoadedRules, loadRules } from "./node/load-rules.ts";
