/** Finds the command and runs it. */
import { formatHelp, formatUsageError, type HelpPage, readCommandLine } from "@codex-ts/std";
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
  if (!read.ok) return refuse({ ...read, tip: read.tip ?? tipFor(args[0]) });
  if (read.values.has("version")) {
    writeText(1, `codex-cli ${VERSION}\n`);
    return 0;
  }
  const { subcommand } = read;
  if (read.values.has("help")) return showHelp(undefined);
  if (subcommand?.name === "help") return showHelp(subcommand.args[0]);
  if (!subcommand) {
    writeText(
      2,
      "Error: the interactive terminal UI is not part of this version yet. Use `codex exec PROMPT`.\n",
    );
    return 1;
  }
  const command = findCommand(subcommand.name);
  if (!command) return refuse({ message: `unrecognized subcommand '${subcommand.name}'`, tip: undefined });
  return command.run(subcommand.args, read.values);
}

/** A mistyped command would else be taken for a prompt, and the word behind it be blamed. */
function tipFor(first: string | undefined): string | undefined {
  if (first === undefined || first.startsWith("-") || findCommand(first)) return undefined;
  return `'${first}' is not a command; a prompt goes behind \`codex exec\`, in quotes`;
}

/** The program's own help, or that of a command. */
async function showHelp(name: string | undefined): Promise<number> {
  const command = name === undefined ? undefined : findCommand(name);
  if (command) return command.run(["--help"], new Map());
  if (name !== undefined && name !== "help") {
    return refuse({ message: `unrecognized subcommand '${name}'`, tip: undefined });
  }
  writeText(1, formatHelp(helpPage, rootGrammar));
  return 0;
}

function refuse(error: Parameters<typeof formatUsageError>[1]): number {
  writeText(2, formatUsageError(helpPage.usage, error));
  return 2;
}
