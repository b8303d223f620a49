/** Rules that an administrator's requirements lay down. */
import type { PrefixRule } from "./rule.ts";

/** Rules, or the reason why the requirements cannot be used. */
export type RequirementRules =
  | { readonly kind: "rules"; readonly rules: readonly PrefixRule[] }
  | { readonly kind: "invalid"; readonly message: string };

/**
 * Reads the value of `[rules] prefix_rules` of a requirements file, already parsed:
 * `[{ pattern = [{ token = "x" } | { any_of = ["a", "b"] }], decision = "prompt" | "forbidden",
 * justification? }]`. Requirements only restrict, so `allow` is refused.
 */
export function readRequirementRules(value: unknown): RequirementRules {
  if (!Array.isArray(value) || value.length === 0)
    return invalid("prefix_rules", "must be a list with rules");
  const rules: PrefixRule[] = [];
  for (const [at, entry] of value.entries()) {
    const place = `prefix_rules[${at}]`;
    const rule = isRecord(entry) ? readRule(entry, place) : invalid(place, "must be a table");
    if ("kind" in rule) return rule;
    rules.push(rule);
  }
  return { kind: "rules", rules };
}

type Invalid = Extract<RequirementRules, { kind: "invalid" }>;

function invalid(place: string, problem: string): Invalid {
  return { kind: "invalid", message: `${place} ${problem}` };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readRule(entry: Readonly<Record<string, unknown>>, place: string): PrefixRule | Invalid {
  const { pattern: tokens, decision, justification } = entry;
  if (!Array.isArray(tokens) || tokens.length === 0)
    return invalid(`${place}.pattern`, "must be a list with tokens");
  const pattern: (readonly string[])[] = [];
  for (const [at, token] of tokens.entries()) {
    const alternatives = readToken(token);
    if (!alternatives) {
      return invalid(
        `${place}.pattern[${at}]`,
        'must be { token = "x" } or { any_of = ["x", "y"] }, without empty text',
      );
    }
    pattern.push(alternatives);
  }
  if (decision !== "prompt" && decision !== "forbidden") {
    return invalid(`${place}.decision`, 'must be "prompt" or "forbidden": requirements cannot allow');
  }
  if (justification === undefined) return { pattern, decision };
  if (typeof justification !== "string" || justification.trim() === "") {
    return invalid(`${place}.justification`, "must be text");
  }
  return { pattern, decision, justification };
}

function readToken(token: unknown): readonly string[] | undefined {
  if (!isRecord(token)) return undefined;
  const { token: single, any_of: several } = token;
  const isOneKind = (single === undefined) !== (several === undefined);
  const words: unknown = several ?? [single];
  if (!isOneKind || !Array.isArray(words) || words.length === 0) return undefined;
  const texts = words.filter((word) => typeof word === "string" && word.trim() !== "");
  return texts.length === words.length ? texts : undefined;
}
