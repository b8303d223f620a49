/** What a front end may be told of a call that did not run, though nobody was asked about it. */

/**
 * Why: a rule forbids it; a rule wants a question, or all rules do since they cannot be read; it looks
 * dangerous; it asked for more than the sandbox gives; a patch writes outside of what may be written; the
 * sandbox stopped a command before it did anything that events tell of.
 */
export type RefusalCause =
  | "rule-forbids"
  | "rule-asks"
  | "unread-rules"
  | "dangerous"
  | "escalation"
  | "outside"
  | "sandbox";

/** Why a call does not run, and what a user could do about it. */
export interface Refusal {
  readonly cause: RefusalCause;
  /** What the rule says, or what the command wrote; undefined where the cause says it all. */
  readonly detail: string | undefined;
  /** The words of a rule that would allow it, where one is worth writing. */
  readonly prefix: readonly string[] | undefined;
}

/** One such call. The model reads of it in the call's output; the events of 0.99.0 have no place for it. */
export interface RefusedCall extends Refusal {
  /** The command line, or the paths that the patch changes. */
  readonly action: string;
}

/** A refusal of which there is nothing more to say. */
export function plainRefusal(cause: RefusalCause): Refusal {
  return { cause, detail: undefined, prefix: undefined };
}
