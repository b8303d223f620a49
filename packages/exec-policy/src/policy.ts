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
