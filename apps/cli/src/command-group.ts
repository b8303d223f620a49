/** Commands that consist of further commands, such as `codex features`. */
import {
  formatHelp,
  type Grammar,
  type HelpPage,
  type ReadCommandLine,
  readCommandLine,
  similarNameTip,
} from "@codex-ts/std";
import { readOrAnswer, refuseCommandLine } from "./answer-command-line.ts";
import { globalFlags } from "./global-flags.ts";
import { writeText } from "./write-text.ts";

type Values = ReadCommandLine["values"];

/** One command of a group. */
export interface GroupMember {
  readonly name: string;
  /** What it does, in one line. */
  readonly about: string;
  /** What its help says in more words than `about`. */
  readonly help?: Pick<HelpPage, "about" | "sections">;
  /** What stands behind its name in the usage line. */
  readonly usage: string;
  /** Its own flags and words; the flags that every command has are added. */
  readonly grammar: Grammar;
  /** Names of the words that have to be there. */
  readonly words: readonly string[];
  /** Runs it; gives the exit code. `values` are the flags from the outermost level inwards. */
  run(words: readonly string[], values: readonly Values[]): Promise<number>;
}

/** A group. */
export interface CommandGroup {
  readonly name: string;
  readonly about: string;
  readonly members: readonly GroupMember[];
}

/** Runs the command of a group that the arguments name; gives the exit code. */
export async function runCommandGroup(
  group: CommandGroup,
  args: readonly string[],
  inherited: Values,
): Promise<number> {
  const grammar: Grammar = {
    maxWords: 1,
    subcommands: [...group.members.map(({ name }) => name), "help"],
    flags: globalFlags,
  };
  const page: HelpPage = {
    about: `${group.about}.`,
    usage: [`codex ${group.name} [OPTIONS] <COMMAND>`],
    sections: [{ title: "Commands", rows: group.members.map(({ name, about }) => [name, about] as const) }],
  };
  const read = readCommandLine(grammar, args);
  if (!read.ok) {
    // A misspelt command is taken for a word, and what stands behind it would be blamed.
    const first = args.find((arg) => !arg.startsWith("-"));
    const misspelt = first === undefined || grammar.subcommands.includes(first) ? undefined : first;
    const found = misspelt === undefined ? undefined : unknownCommand(group, misspelt);
    return refuseCommandLine(page, found?.tip === undefined ? read : found);
  }
  const [unknown] = read.words;
  if (unknown !== undefined) return refuseCommandLine(page, unknownCommand(group, unknown));
  const { subcommand } = read;
  const asked = subcommand?.name === "help" ? subcommand.args[0] : subcommand?.name;
  const member = group.members.find(({ name }) => name === asked);
  if (member && subcommand) {
    const memberArgs = subcommand.name === "help" ? ["--help"] : subcommand.args;
    return runMember(group, member, memberArgs, [inherited, read.values]);
  }
  if (asked !== undefined && asked !== "help") return refuseCommandLine(page, unknownCommand(group, asked));
  const isAsked = subcommand !== undefined || read.values.has("help");
  writeText(isAsked ? 1 : 2, formatHelp(page, grammar));
  return isAsked ? 0 : 2;
}

async function runMember(
  group: CommandGroup,
  member: GroupMember,
  args: readonly string[],
  outer: readonly Values[],
): Promise<number> {
  const grammar = { ...member.grammar, flags: [...member.grammar.flags, ...globalFlags] };
  const page: HelpPage = {
    ...(member.help ?? { about: `${member.about}.`, sections: [] }),
    usage: [`codex ${group.name} ${member.name} [OPTIONS]${member.usage && ` ${member.usage}`}`],
  };
  const read = readOrAnswer(grammar, page, args);
  if (typeof read === "number") return read;
  const missing = member.words.slice(read.words.length);
  if (missing.length > 0) {
    const message = `missing from the command line: ${missing.map((word) => `<${word}>`).join(", ")}`;
    return refuseCommandLine(page, { message, tip: undefined });
  }
  return member.run(read.words, [...outer, read.values]);
}

function unknownCommand({ members }: CommandGroup, name: string) {
  const tip = similarNameTip(
    "command",
    name,
    members.map((member) => member.name),
  );
  return { message: `unrecognized subcommand '${name}'`, tip };
}
