/** Finds the command and runs it. */
import { formatHelp, type HelpPage, nearestName, readCommandLine } from "@codex-ts/std";
import { absentCommands } from "./absent-commands.ts";
import { refuseCommandLine } from "./answer-command-line.ts";
import { commands, findCommand } from "./commands.ts";
import { rootGrammar } from "./root-grammar.ts";
import { VERSION } from "./version.ts";
import { writeText } from "./write-text.ts";

const HELP_ROW = ["help", "Show this help, or that of a command"] as const;

const helpPage: HelpPage = {
  about: "A coding agent for the terminal.",
  usage: ["codex [OPTIONS] <COMMAND> [ARGS]"],
  sections: [
    {
      title: "Commands",
      rows: [
        ...commands.filter(({ isHidden }) => !isHidden).map(({ name, help }) => [name, help] as const),
        HELP_ROW,
      ],
    },
  ],
};

/** Runs the program with these arguments; gives the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const read = readCommandLine(rootGrammar, args);
  if (!read.ok) return refuseCommandLine(helpPage, { ...read, tip: read.tip ?? tipFor(args[0]) });
  if (read.values.has("version")) {
    writeText(1, `codex-cli ${VERSION}\n`);
    return 0;
  }
  const { subcommand } = read;
  if (read.values.has("help")) return showHelp(undefined);
  if (subcommand?.name === "help") return showHelp(subcommand.args[0]);
  const [word] = read.words;
  // A single word is no prompt that anybody would write, but may be a command's name.
  if (word !== undefined && args.length === 1 && nearestCommand(word) !== undefined)
    return refuseUnknown(word);
  if (!subcommand) {
    writeText(
      2,
      "Error: the interactive terminal UI is not part of this version yet. Use `codex exec PROMPT`.\n",
    );
    return 1;
  }
  return findCommand(subcommand.name)?.run(subcommand.args, read.values) ?? refuseAbsent(subcommand.name);
}

/** A command of 0.99.0 that is understood so far that it can be refused by its name. */
function refuseAbsent(name: string): number {
  writeText(2, `Error: \`codex ${name}\` is not part of this version yet.\n`);
  return 1;
}

/** A mistyped command would else be taken for a prompt, and the word behind it be blamed. */
function tipFor(first: string | undefined): string | undefined {
  if (first === undefined || first.startsWith("-") || rootGrammar.subcommands.includes(first)) {
    return undefined;
  }
  const near = nearestCommand(first);
  if (near !== undefined) return `a similar command exists: \`codex ${near}\``;
  return `'${first}' is not a command; a prompt goes behind \`codex exec\`, in quotes`;
}

/** The command that a mistyped one most likely means; also a longer word that begins with it, such as `execute`. */
function nearestCommand(word: string): string | undefined {
  const names = commands.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
  return nearestName(word, names) ?? names.find((name) => name.length > 3 && word.startsWith(name));
}

/** The program's own help, or that of a command. */
async function showHelp(name: string | undefined): Promise<number> {
  const command = name === undefined ? undefined : findCommand(name);
  if (command) return command.run(["--help"], new Map());
  if (name !== undefined && absentCommands.includes(name)) return refuseAbsent(name);
  if (name !== undefined && name !== "help") {
    return refuseUnknown(name);
  }
  writeText(1, formatHelp(helpPage, rootGrammar));
  return 0;
}

function refuseUnknown(name: string): number {
  return refuseCommandLine(helpPage, { message: `unrecognized subcommand '${name}'`, tip: tipFor(name) });
}
