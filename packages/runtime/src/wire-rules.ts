/** The rules about commands that hold in a thread. */
import path from "node:path";
import type { ConfigLayer, ResolvedConfig } from "@codex-ts/config";
import type { CommandRules, RuleVerdict } from "@codex-ts/core";
import {
  addRules,
  allowedPrefixes,
  allowRule,
  createPolicy,
  formatProblem,
  hasRestrictions,
  judgeByRules,
  type Policy,
  type PrefixRule,
  type RulesProblem,
  readRequirementRules,
} from "@codex-ts/exec-policy";
import { appendAllowRule, loadRules as loadRuleFiles } from "@codex-ts/exec-policy/node";
import { type CommandLine, literalHead } from "@codex-ts/shell-command";
import { RuntimeError, type SettingsPlace } from "./errors.ts";

/** What is wrong with a rules file, in words for the user. */
export interface RulesFault {
  readonly summary: string;
  /** The mistake, behind its place. */
  readonly details: string;
  readonly place: SettingsPlace;
}

/** Rules, and what is wrong with their files. */
export interface LoadedRules {
  readonly rules: CommandRules;
  readonly faults: readonly RulesFault[];
}

/** Nothing goes unasked while it is not known what the rules forbid. */
const ask = (justification: string): RuleVerdict => ({ decision: "prompt", prefix: [], justification });
const BROKEN_RULES = ask("a rules file cannot be read, and it may forbid this command");
const BROKEN_SCRIPT = ask("there are rules, and the script could not be read well enough to apply them");

/** Reads the rules of all layers, the user's and the administrator's. Throws `config` for rules that are unreadable. */
export async function loadRules(config: ResolvedConfig, signal: AbortSignal): Promise<LoadedRules> {
  const { rules, problems } = await loadRuleFiles(config.layers.flatMap(folderOf), signal);
  const policy = createPolicy([...rules, ...requiredRules(config)]);
  const file = path.join(config.codexHome, "rules", "default.rules");
  return {
    rules: toCommandRules(policy, problems.length > 0, (prefix) =>
      appendAllowRule(file, prefix, new AbortController().signal),
    ),
    faults: problems.map(toFault),
  };
}

function toFault(problem: RulesProblem): RulesFault {
  const { file, line, column } = problem;
  return {
    summary: "Error parsing rules; every command will be asked for.",
    details: formatProblem(problem),
    place: { file, line, column, endLine: line, endColumn: column },
  };
}

/** The folder of a layer that may hold rules; a project's counts only when it is trusted. */
function folderOf({ source, disabledReason, isTrusted }: ConfigLayer): string[] {
  if (disabledReason !== undefined || !isTrusted) return [];
  if (source.type === "system" || source.type === "user") return [path.dirname(source.file)];
  return source.type === "project" ? [source.dotCodexFolder] : [];
}

function requiredRules({ requirements }: ResolvedConfig): readonly PrefixRule[] {
  if (!requirements.rules) return [];
  const { value, source } = requirements.rules;
  const read = readRequirementRules(value["prefix_rules"]);
  if (read.kind === "rules") return read.rules;
  throw new RuntimeError("config", `invalid rules in requirements (set by ${source}): ${read.message}`);
}

function toCommandRules(
  loaded: Policy,
  isBroken: boolean,
  append: (prefix: readonly string[]) => Promise<unknown>,
): CommandRules {
  let policy = loaded;
  return {
    judge(line) {
      const match = judgeByRules(policy, {
        commands: commandsOf(line),
        contained: line.contained.map((command) => literalHead(command)),
      });
      if (match?.decision !== "forbidden") {
        if (isBroken) return BROKEN_RULES;
        if (!line.isComplete && hasRestrictions(policy)) return BROKEN_SCRIPT;
      }
      return (
        match && {
          decision: match.decision,
          prefix: match.matchedPrefix,
          justification: match.justification,
        }
      );
    },
    allowedPrefixes: () => allowedPrefixes(policy),
    async allow(prefix) {
      policy = addRules(policy, [allowRule(prefix)]);
      await append(prefix);
    },
  };
}

/** The commands that a rule may allow: all of a plain line, one with a here-document, else the argv itself. */
function commandsOf({ shape, argv }: CommandLine): readonly (readonly string[])[] {
  switch (shape.kind) {
    case "plain":
      return shape.commands;
    case "heredoc":
      return [shape.command];
    case "opaque":
      return [argv];
  }
}
