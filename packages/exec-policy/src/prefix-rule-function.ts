/** The function `prefix_rule` of rules files. */
import { splitWords } from "@codex-ts/std";
import { type Position, RulesFault } from "./errors.ts";
import { matchPrefix, type PrefixRule, parseDecision } from "./rule.ts";
import { bindArguments } from "./starlark/bind-arguments.ts";
import { type FunctionValue, type ListValue, typeName, type Value } from "./starlark/value.ts";

/** In the order in which they may be given without names. */
const PARAMETERS = [
  { name: "pattern", isRequired: true },
  { name: "decision", isRequired: false },
  { name: "match", isRequired: false },
  { name: "not_match", isRequired: false },
  { name: "justification", isRequired: false },
];

/** Makes the function; each call hands its rule to `addRule` once it and its examples are found right. */
export function prefixRuleFunction(addRule: (rule: PrefixRule) => void): FunctionValue {
  return {
    kind: "function",
    name: "prefix_rule",
    call(args, place) {
      const bound = bindArguments("prefix_rule", PARAMETERS, args, place);
      const rule = readRule(bound, place);
      checkExamples(rule, bound, place);
      addRule(rule);
      return null;
    },
  };
}

type Bound = ReadonlyMap<string, Value>;

function readRule(bound: Bound, place: Position): PrefixRule {
  const items = listArgument(bound, "pattern", place)?.items ?? [];
  if (items.length === 0) throw new RulesFault(place, "pattern must have at least one word");
  const pattern = items.map((item) => readAlternatives(item, place));
  const name = stringArgument(bound, "decision", place) ?? "allow";
  const decision = parseDecision(name);
  if (!decision) {
    const shown = JSON.stringify(name);
    throw new RulesFault(place, `decision is "allow", "prompt" or "forbidden", not ${shown}`);
  }
  const justification = stringArgument(bound, "justification", place);
  if (justification === undefined) return { pattern, decision };
  if (/^\p{White_Space}*$/u.test(justification))
    throw new RulesFault(place, "justification is blank; give a reason or leave it out");
  return { pattern, decision, justification };
}

function readAlternatives(item: Value, place: Position): readonly string[] {
  if (typeof item === "string") return [item];
  if (typeof item !== "object" || item?.kind !== "list") {
    throw new RulesFault(place, `an item of pattern is a string or a list of strings, not ${typeName(item)}`);
  }
  if (item.items.length === 0) throw new RulesFault(place, "a list of alternatives in pattern is empty");
  return item.items.map((alternative) => {
    if (typeof alternative === "string") return alternative;
    throw new RulesFault(place, `an alternative in pattern is a string, not ${typeName(alternative)}`);
  });
}

function listArgument(bound: Bound, name: string, place: Position): ListValue | undefined {
  const value = bound.get(name);
  if (value === undefined) return undefined;
  if (typeof value === "object" && value?.kind === "list") return value;
  throw new RulesFault(place, `${name} is a list, not ${typeName(value)}${leaveOut(value)}`);
}

function stringArgument(bound: Bound, name: string, place: Position): string | undefined {
  const value = bound.get(name);
  if (value === undefined || typeof value === "string") return value;
  throw new RulesFault(place, `${name} is a string, not ${typeName(value)}${leaveOut(value)}`);
}

function leaveOut(value: Value): string {
  return value === null ? "; leave the argument out instead" : "";
}

function checkExamples(rule: PrefixRule, bound: Bound, place: Position): void {
  for (const example of readExamples(bound, "match", place)) {
    if (!matchPrefix(rule, example)) {
      throw new RulesFault(place, `the match example ${JSON.stringify(example)} does not match this rule`);
    }
  }
  for (const example of readExamples(bound, "not_match", place)) {
    if (matchPrefix(rule, example)) {
      throw new RulesFault(place, `the not_match example ${JSON.stringify(example)} does match this rule`);
    }
  }
}

function readExamples(bound: Bound, name: string, place: Position): readonly (readonly string[])[] {
  return (listArgument(bound, name, place)?.items ?? []).map((value) => readExample(value, name, place));
}

function readExample(value: Value, name: string, place: Position): readonly string[] {
  const words =
    typeof value === "string"
      ? splitWords(value)
      : typeof value === "object" && value?.kind === "list"
        ? value.items.filter((word) => typeof word === "string")
        : undefined;
  const isWhole = typeof value !== "object" || value?.kind !== "list" || words?.length === value.items.length;
  if (!words || !isWhole) {
    throw new RulesFault(
      place,
      `an example of ${name} is a command line with closed quotes or a list of strings`,
    );
  }
  if (words.length === 0) throw new RulesFault(place, `an example of ${name} is empty`);
  return words;
}
