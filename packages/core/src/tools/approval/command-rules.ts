/** What the user's and the administrator's rules say of a command line. */
import type { CommandLine } from "@codex-ts/shell-command";

/** The strictest decision of all rules that match, and where it comes from. */
export interface RuleVerdict {
  readonly decision: "allow" | "prompt" | "forbidden";
  /** The words that the deciding rule matches. */
  readonly prefix: readonly string[];
  readonly justification: string | undefined;
}

/** The loaded rules. */
export interface CommandRules {
  /** Undefined when no rule matches. `allow` only when every command of the line is allowed by a rule. */
  judge(line: CommandLine): RuleVerdict | undefined;
  /** The prefixes that rules allow, to be told to the model. */
  allowedPrefixes(): readonly (readonly string[])[];
  /** Remembers an allow rule that the user accepted, in memory and on disk. Rejects when it can't be written. */
  allow(prefix: readonly string[]): Promise<void>;
}
