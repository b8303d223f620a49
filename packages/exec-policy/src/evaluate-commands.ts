/** Deciding about a whole command line. */
import { matchRules, type Policy, type RuleMatch } from "./policy.ts";
import { type Decision, strictest } from "./rule.ts";

/** A command line as it concerns rules. */
export interface CommandsToEvaluate {
  /**
   * The commands that the line consists of, word by word; the whole argv as one if the line is not so plain.
   * Every one of them needs a decision.
   */
  readonly commands: readonly (readonly string[])[];
  /**
   * Every simple command that the line contains, however wrapped, up to its first word that is not known.
   * Rules that forbid or ask apply to these too; rules that allow do not.
   */
  readonly contained: readonly (readonly string[])[];
}

/** Why a line was decided as it was: a rule, or the caller's own judgement of a command without one. */
export type CommandMatch =
  | ({ readonly kind: "rule"; readonly command: readonly string[] } & RuleMatch)
  | { readonly kind: "heuristic"; readonly command: readonly string[]; readonly decision: Decision };

/** A decision and all that led to it. */
export interface Evaluation {
  readonly decision: Decision;
  /** In the order of the commands; those of `contained` last, without repetition. */
  readonly matches: readonly CommandMatch[];
  /**
   * True if every command of the line has a rule that allows it. Only then may the line as a whole claim
   * what such a rule grants, for instance to run outside the sandbox.
   */
  readonly isAllowedByRules: boolean;
}

/**
 * Applies a policy to a line: all rules count, the strictest decision wins. `judge` decides about a command
 * that no rule matches. A line without commands is judged as an empty command.
 */
export function evaluateCommands(
  policy: Policy,
  line: CommandsToEvaluate,
  judge: (command: readonly string[]) => Decision,
): Evaluation {
  const commands = line.commands.length > 0 ? line.commands : [[]];
  const perCommand = commands.map((command) => toMatches(policy, command));
  const matches = perCommand.flatMap((found, at): readonly CommandMatch[] => {
    const command = commands[at] ?? [];
    return found.length > 0 ? found : [{ kind: "heuristic", command, decision: judge(command) }];
  });
  const restricting = line.contained
    .flatMap((command) => toMatches(policy, command))
    .filter((match) => match.decision !== "allow");
  const all = withoutRepetition([...matches, ...restricting]);
  const decision = strictest(all.map((match) => match.decision)) ?? "prompt";
  const isAllowedByRules = decision === "allow" && perCommand.every((found) => found.length > 0);
  return { decision, matches: all, isAllowedByRules };
}

function toMatches(policy: Policy, command: readonly string[]): readonly CommandMatch[] {
  return matchRules(policy, command).map((match) => ({ kind: "rule", command, ...match }));
}

function withoutRepetition(matches: readonly CommandMatch[]): readonly CommandMatch[] {
  return [...new Map(matches.map((match) => [JSON.stringify(match), match])).values()];
}

/**
 * The rule to name as the reason for a decision: the one with the longest prefix among those that decided
 * so. Undefined if only judgement did.
 */
export function decidingRule(evaluation: Evaluation): RuleMatch | undefined {
  let longest: RuleMatch | undefined;
  for (const match of evaluation.matches) {
    if (match.kind !== "rule" || match.decision !== evaluation.decision) continue;
    if (!longest || match.matchedPrefix.length > longest.matchedPrefix.length) longest = toRuleMatch(match);
  }
  return longest;
}

function toRuleMatch({ matchedPrefix, decision, justification }: RuleMatch): RuleMatch {
  return justification === undefined
    ? { matchedPrefix, decision }
    : { matchedPrefix, decision, justification };
}

/**
 * What rules alone say of a line: the deciding one, or undefined if they leave it to other judgement.
 * A rule that allows decides only where every command of the line has one.
 */
export function judgeByRules(policy: Policy, line: CommandsToEvaluate): RuleMatch | undefined {
  const evaluation = evaluateCommands(policy, line, () => "allow");
  const isLeftOpen = evaluation.decision === "allow" && !evaluation.isAllowedByRules;
  return isLeftOpen ? undefined : decidingRule(evaluation);
}
