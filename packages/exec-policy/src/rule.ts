/** Rules: what a command must start with, and what is to happen then. */

/** What a rule or a policy says about a command; later ones in this list are stricter. */
export type Decision = "allow" | "prompt" | "forbidden";

const STRICTNESS: Readonly<Record<Decision, number>> = { allow: 0, prompt: 1, forbidden: 2 };

/** A rule about all commands that start with the pattern. */
export interface PrefixRule {
  /** For each word, the alternatives of which one must stand there exactly. Neither list is empty. */
  readonly pattern: readonly (readonly string[])[];
  readonly decision: Decision;
  /** Why, in the words of the rule's author; never blank. */
  readonly justification?: string;
}

/** Reads a decision's name. */
export function parseDecision(text: string): Decision | undefined {
  return text === "allow" || text === "prompt" || text === "forbidden" ? text : undefined;
}

/** The strictest of several decisions; undefined if there is none. */
export function strictest(decisions: readonly Decision[]): Decision | undefined {
  let result: Decision | undefined;
  for (const decision of decisions) {
    if (result === undefined || STRICTNESS[decision] > STRICTNESS[result]) result = decision;
  }
  return result;
}

/**
 * The words of a command that the rule's pattern covers, if it starts that way. Words are compared as they
 * are: `/bin/rm` is not `rm`.
 */
export function matchPrefix(rule: PrefixRule, command: readonly string[]): readonly string[] | undefined {
  if (command.length < rule.pattern.length) return undefined;
  const isMatch = rule.pattern.every((alternatives, at) => alternatives.includes(command[at] ?? ""));
  return isMatch ? command.slice(0, rule.pattern.length) : undefined;
}
