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
import { formatHelp, type Grammar, type HelpPage, readCommandLine } from "@codex-ts/std";
import { readOrAnswer, refuseCommandLine } from "./answer-command-line.ts";
import { globalFlags } from "./global-flags.ts";
import { writeText } from "./write-text.ts";

const outerGrammar: Grammar = { maxWords: 1, subcommands: ["check", "help"], flags: globalFlags };

const outerPage: HelpPage = {
  about: "Try rules files out.",
  usage: ["codex execpolicy [OPTIONS] <COMMAND>"],
  sections: [{ title: "Commands", rows: [["check", "Show which rules a command matches"]] }],
};

const checkGrammar: Grammar = {
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
    ...globalFlags,
  ],
};

const checkPage: HelpPage = {
  about:
    "Show which rules a command matches, as JSON. The command is taken as it is: no shell is looked into.",
  usage: ["codex execpolicy check [OPTIONS] --rules <PATH> <COMMAND>..."],
  sections: [{ title: "Arguments", rows: [["<COMMAND>...", "The command, word by word"]] }],
};

/** Runs the command; gives the exit code: 0 whatever the decision, 1 for rules that cannot be used. */
export async function runExecpolicyCommand(args: readonly string[]): Promise<number> {
  const read = readCommandLine(outerGrammar, args);
  if (!read.ok) return refuseCommandLine(outerPage, read);
  const [unknown] = read.words;
  if (unknown !== undefined) {
    return refuseCommandLine(outerPage, { message: `unrecognized subcommand '${unknown}'`, tip: undefined });
  }
  if (read.subcommand?.name === "check") return runCheck(read.subcommand.args);
  if (read.values.has("help") || read.subcommand) {
    writeText(1, formatHelp(outerPage, outerGrammar));
    return 0;
  }
  writeText(2, formatHelp(outerPage, outerGrammar));
  return 2;
}

async function runCheck(args: readonly string[]): Promise<number> {
  const read = readOrAnswer(checkGrammar, checkPage, args);
  if (typeof read === "number") return read;
  const files = read.values.get("rules") ?? [];
  const missing = [
    ...(files.length === 0 ? ["--rules <PATH>"] : []),
    ...(read.words.length === 0 ? ["<COMMAND>..."] : []),
  ];
  if (missing.length > 0) {
    return refuseCommandLine(checkPage, {
      message: `missing from the command line: ${missing.join(", ")}`,
      tip: undefined,
    });
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
  const report = buildCheckReport(createPolicy(rules), read.words);
  writeText(1, `${JSON.stringify(report, undefined, read.values.has("pretty") ? 2 : undefined)}\n`);
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
