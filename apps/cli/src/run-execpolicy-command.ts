/** `codex execpolicy check`: what rules files say about a command. Nothing is run and no settings are read. */
import path from "node:path";
import {
  buildCheckReport,
  createPolicy,
  ExecPolicyError,
  formatProblem,
  type PrefixRule,
} from "@codex-ts/exec-policy";
import { readRulesFile } from "@codex-ts/exec-policy/node";
import type { ReadCommandLine } from "@codex-ts/std";
import { refuseCommandLine } from "./answer-command-line.ts";
import { type CommandGroup, runCommandGroup } from "./command-group.ts";
import { writeText } from "./write-text.ts";

type Values = ReadCommandLine["values"];

const USAGE = "--rules <PATH> <COMMAND>...";

const group: CommandGroup = {
  name: "execpolicy",
  about: "Try rules files out",
  members: [
    {
      name: "check",
      about: "Show which rules a command matches",
      help: {
        about:
          "Show which rules a command matches, as JSON. The command is taken as it is: no shell is looked into.",
        sections: [{ title: "Arguments", rows: [["<COMMAND>...", "The command, word by word"]] }],
      },
      usage: USAGE,
      words: [],
      grammar: {
        maxWords: Number.POSITIVE_INFINITY,
        subcommands: [],
        commandStartsAt: "word-or-unknown-flag",
        flags: [
          {
            name: "rules",
            short: "r",
            takes: "value",
            isRepeatable: true,
            valueName: "PATH",
            help: "A rules file; may be given several times",
          },
          { name: "pretty", takes: "nothing", help: "Print the JSON over several lines" },
        ],
      },
      run: check,
    },
  ],
};

/** Runs the command; gives the exit code: 0 whatever the decision, 1 for rules that cannot be used. */
export function runExecpolicyCommand(args: readonly string[], inherited: Values): Promise<number> {
  return runCommandGroup(group, args, inherited);
}

async function check(words: readonly string[], values: readonly Values[]): Promise<number> {
  const own = values.at(-1);
  const files = own?.get("rules") ?? [];
  const missing = [
    ...(files.length === 0 ? ["--rules <PATH>"] : []),
    ...(words.length === 0 ? ["<COMMAND>..."] : []),
  ];
  if (missing.length > 0) {
    const usage = [`codex execpolicy check [OPTIONS] ${USAGE}`];
    const message = `missing from the command line: ${missing.join(", ")}`;
    return refuseCommandLine({ usage }, { message, tip: undefined });
  }
  const rules: PrefixRule[] = [];
  for (const file of files) {
    const found = await readRules(file);
    if (!found.ok) {
      writeText(2, found.message);
      return 1;
    }
    rules.push(...found.rules);
  }
  const report = buildCheckReport(createPolicy(rules), words);
  writeText(1, `${JSON.stringify(report, undefined, own?.has("pretty") ? 2 : undefined)}\n`);
  return 0;
}

type ReadRules =
  | { readonly ok: true; readonly rules: readonly PrefixRule[] }
  | { readonly ok: false; readonly message: string };

/** The rules of a file, or the whole message about what is wrong with it, naming the file as the user did. */
async function readRules(file: string): Promise<ReadRules> {
  try {
    const parsed = await readRulesFile(path.resolve(file));
    if (parsed.kind === "rules") return { ok: true, rules: parsed.rules };
    const place = formatProblem({ ...parsed.problem, file });
    return { ok: false, message: `Error: failed to parse policy at ${file}\n\nCaused by:\n    ${place}\n` };
  } catch (error) {
    if (!(error instanceof ExecPolicyError)) throw error;
    const why = error.cause instanceof Error ? error.cause.message : error.message;
    return { ok: false, message: `Error: failed to read policy at ${file}\n\nCaused by:\n    ${why}\n` };
  }
}
