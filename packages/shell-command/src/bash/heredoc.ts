/** What the shell would run or assign while it reads a here-document. */
import type { Node } from "web-tree-sitter";

const SUBSTITUTION = /`((?:[^`\\]|\\[\s\S])*)`?|\$[({[]/g;

/**
 * The starts of substitutions in a here-document whose mark is not quoted, as matches whose first group is
 * the script between backticks (which the grammar takes for plain text). Empty for a quoted mark.
 */
export function heredocSubstitutions(redirect: Node): readonly RegExpMatchArray[] {
  const mark = redirect.namedChildren.find((part) => part?.type === "heredoc_start")?.text ?? "";
  if (/['"\\]/.test(mark)) return [];
  const body = redirect.namedChildren.find((part) => part?.type === "heredoc_body")?.text ?? "";
  return [...body.replace(/\\[`$\\]/g, "").matchAll(SUBSTITUTION)];
}
