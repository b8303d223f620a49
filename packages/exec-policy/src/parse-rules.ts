/** Reading one rules file. */
import { RulesFault } from "./errors.ts";
import { prefixRuleFunction } from "./prefix-rule-function.ts";
import type { PrefixRule } from "./rule.ts";
import { parseProgram } from "./starlark/parse-program.ts";
import { runProgram } from "./starlark/run-program.ts";

/** What is wrong with a rules file, and where; both numbers count from 1. */
export interface RulesProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The rules of a file, or the first mistake in it: then none of its rules is used. */
export type ParsedRules =
  | { readonly kind: "rules"; readonly rules: readonly PrefixRule[] }
  | { readonly kind: "problem"; readonly problem: RulesProblem };

/** Longer files are refused: nobody reads that many rules. In UTF-16 units. */
const MAX_LENGTH = 1_048_576;

/**
 * Reads a rules file: the part of Starlark that rules use, with the function `prefix_rule`. `file` is only
 * named in the problem. Nothing is ever skipped, and a file that would run long ends with a problem.
 */
export function parseRules(file: string, text: string): ParsedRules {
  const rules: PrefixRule[] = [];
  try {
    if (text.length > MAX_LENGTH)
      throw new RulesFault({ line: 1, column: 1 }, "the file is larger than 1 MiB");
    runProgram(parseProgram(text), [prefixRuleFunction((rule) => rules.push(rule))]);
    return { kind: "rules", rules };
  } catch (error) {
    if (!(error instanceof RulesFault)) throw error;
    return { kind: "problem", problem: { file, ...error.position, message: error.message } };
  }
}

/** A problem as one line that editors can jump from: `file:line:column: message`. */
export function formatProblem({ file, line, column, message }: RulesProblem): string {
  return `${file}:${line}:${column}: ${message}`;
}
