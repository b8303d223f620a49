/** Rules that the user may accept from an approval. */
import type { PrefixRule } from "./rule.ts";

/** The rule that allows every command with this beginning. */
export function allowRule(prefix: readonly string[]): PrefixRule {
  return { pattern: prefix.map((word) => [word]), decision: "allow" };
}

/** The same as a line of a rules file, byte for byte as 0.99.0 writes it, without a line end. */
export function allowRuleLine(prefix: readonly string[]): string {
  const words = prefix.map((word) => JSON.stringify(word)).join(", ");
  return `prefix_rule(pattern=[${words}], decision="allow")`;
}
