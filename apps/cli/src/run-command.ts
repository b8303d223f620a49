/** Finds the command and runs it. */
import { globalFlags } from "@codex-ts/exec";
import { type Grammar, readCommandLine } from "@codex-ts/std";
import { commands, findCommand } from "./commands.ts";
import { formatHelp, formatUsageError } from "./format-help.ts";
import { VERSION } from "./version.ts";

/** What may stand before a command; all of it is handed on to the command. */
const rootGrammar: Grammar = {
  maxWords: 1,
  subcommands: commands.flatMap(({ name, aliases }) => [name, ...aliases]),
  flags: [
    { name: "model", short: "m", takes: "value", valueName: "MODEL", help: "The model to use" },
    {
      name: "sandbox",
      short: "s",
      takes: "value",
      valueName: "SANDBOX_MODE",
      choices: ["read-only", "workspace-write", "danger-full-access"],
      help: "What commands may touch",
    },
    { name: "profile", short: "p", takes: "value", valueName: "NAME", help: "A profile of config.toml" },
    { name: "cd", short: "C", takes: "value", valueName: "DIR", help: "The directory to work in" },
    {
      name: "full-auto",
      takes: "nothing",
      help: "Let commands write in the workspace",
      conflictsWith: ["dangerously-bypass-approvals-and-sandbox"],
    },
    {
      name: "dangerously-bypass-approvals-and-sandbox",
      aliases: ["yolo"],
      takes: "nothing",
      help: "Run every command without sandbox",
    },
    ...globalFlags,
  ],
};

/** Runs the program with these arguments; gives the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const read = readCommandLine(rootGrammar, args);
  if (!read.ok) {
    process.stderr.write(formatUsageError(read.message, read.tip));
    return 2;
  }
  if (read.values.has("version")) {
    process.stdout.write(`codex-cli ${VERSION}\n`);
    return 0;
  }
  if (read.values.has("help") || read.subcommand?.name === "help") {
    process.stdout.write(formatHelp(rootGrammar));
    return 0;
  }
  if (!read.subcommand) {
    process.stderr.write(
      "Error: the interactive terminal UI is not part of this version yet. Use `codex exec PROMPT`.\n",
    );
    return 1;
  }
  const command = findCommand(read.subcommand.name);
  return command.run(read.subcommand.args, read.values);
}
