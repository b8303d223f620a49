/** Many rules, arranged so that a command finds its own quickly. */
import { type Decision, matchPrefix, type PrefixRule } from "./rule.ts";

/** All rules that hold, whatever file they come from. A rule cannot be relaxed by another. */
export interface Policy {
  /** The rules that may match a command, by its first word. */
  readonly rulesByProgram: ReadonlyMap<string, readonly PrefixRule[]>;
}

/** A rule that a command matched. */
export interface RuleMatch {
  /** The beginning of the command that the rule covers. */
  readonly matchedPrefix: readonly string[];
  readonly decision: Decision;
  readonly justification?: string;
}

/** Arranges rules. Their order, weakest layer first, is kept for reports; decisions do not depend on it. */
export function createPolicy(rules: readonly PrefixRule[]): Policy {
  const rulesByProgram = new Map<string, PrefixRule[]>();
  for (const rule of rules) {
    for (const program of new Set(rule.pattern[0] ?? [])) {
      const own = rulesByProgram.get(program);
      if (own) own.push(rule);
      else rulesByProgram.set(program, [rule]);
    }
  }
  return { rulesByProgram };
}

/** A policy with more rules, such as one that the user has just accepted. */
export function addRules(policy: Policy, rules: readonly PrefixRule[]): Policy {
  const added = createPolicy(rules);
  const programs = new Set([...policy.rulesByProgram.keys(), ...added.rulesByProgram.keys()]);
  const merged = [...programs].map(
    (program) =>
      [
        program,
        [...(policy.rulesByProgram.get(program) ?? []), ...(added.rulesByProgram.get(program) ?? [])],
      ] as const,
  );
  return { rulesByProgram: new Map(merged) };
}

/** True when some rule asks or forbids, so that a command that nobody could read may be one that it means. */
export function hasRestrictions(policy: Policy): boolean {
  return [...policy.rulesByProgram.values()].some((rules) => rules.some((rule) => rule.decision !== "allow"));
}

/** Every rule that a command matches. */
export function matchRules(policy: Policy, command: readonly string[]): readonly RuleMatch[] {
  const [program] = command;
  const candidates = program === undefined ? [] : (policy.rulesByProgram.get(program) ?? []);
  return candidates.flatMap((rule) => {
    const matchedPrefix = matchPrefix(rule, command);
    if (!matchedPrefix) return [];
    const { decision, justification } = rule;
    return [
      justification === undefined ? { matchedPrefix, decision } : { matchedPrefix, decision, justification },
    ];
  });
}

/** Alternatives multiply; a rule with more combinations is told by its first ones. */
const MAX_COMBINATIONS = 64;

/** The beginnings that rules allow, alternatives written out, each once. For display: other rules may forbid. */
export function allowedPrefixes(policy: Policy): readonly (readonly string[])[] {
  const prefixes = new Map<string, readonly string[]>();
  for (const [program, rules] of policy.rulesByProgram) {
    for (const rule of rules) {
      if (rule.decision !== "allow") continue;
      for (const prefix of combinations([[program], ...rule.pattern.slice(1)])) {
        prefixes.set(JSON.stringify(prefix), prefix);
      }
    }
  }
  return [...prefixes.values()];
}

function combinations(pattern: PrefixRule["pattern"]): readonly (readonly string[])[] {
  let prefixes: readonly (readonly string[])[] = [[]];
  for (const alternatives of pattern) {
    prefixes = prefixes
      .flatMap((prefix) => alternatives.map((word) => [...prefix, word]))
      .slice(0, MAX_COMBINATIONS);
  }
  return prefixes;
}
