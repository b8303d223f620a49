/** Commands that destroy work and are never run unasked. */
import type { ContainedCommand } from "../bash/simple-commands.ts";
import { programStem } from "../shell-script.ts";
import { splitGitArguments } from "./git-arguments.ts";
import { givesOption, type OptionSet } from "./options.ts";

type IsDangerous = (args: readonly string[]) => boolean;

const RM_FORCE: OptionSet = { short: "f", valued: "", long: ["force"], notLong: [] };

/** Subcommands that lose commits, branches or files; from core facts 5.4, completed by the quirks page. */
const GIT_SUBCOMMANDS: Readonly<Record<string, OptionSet | "always">> = {
  reset: "always",
  rm: "always",
  branch: { short: "dD", valued: "u", long: ["delete"], notLong: [] },
  push: {
    short: "fd",
    valued: "o",
    long: ["force", "force-with-lease", "force-if-includes", "delete", "mirror", "prune"],
    notLong: [],
  },
  clean: { short: "f", valued: "e", long: ["force"], notLong: [] },
};

/** Programs by name. Where they are installed makes no difference. */
const PROGRAMS: Readonly<Record<string, IsDangerous>> = {
  rm: (args) => givesAny(args, RM_FORCE),
  git: isDangerousGit,
};

/**
 * True if anything that the line runs is on the dangerous list: the order, clustering and abbreviation of
 * options, paths, subshells, redirections, assignments and wrappers like `sudo` make no difference.
 */
export function isDangerous(line: { readonly contained: readonly ContainedCommand[] }): boolean {
  return line.contained.some((command) => isDangerousCommand(command.words.map((word) => word.text)));
}

/** The same for one command by its words, without looking into what it runs in turn. */
export function isDangerousCommand(words: readonly string[]): boolean {
  const [program, ...args] = words;
  if (program === undefined) return false;
  const name = programStem(program);
  const rule = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
  return rule?.(args) ?? false;
}

function isDangerousGit(args: readonly string[]): boolean {
  const { globals, subcommand, rest } = splitGitArguments(args);
  if (globals.some(definesAlias)) return true;
  const rule =
    subcommand !== undefined && Object.hasOwn(GIT_SUBCOMMANDS, subcommand)
      ? GIT_SUBCOMMANDS[subcommand]
      : undefined;
  if (rule === undefined || rule === "always") return rule === "always";
  return givesAny(rest, rule) || (subcommand === "push" && rest.some((word) => /^[+:]./.test(word)));
}

/** An alias given on the command line can be any git command, or with `!` any command at all. */
function definesAlias(option: readonly string[]): boolean {
  return /^(?:-c|--config-env=?)\s*alias\./i.test(option.join(" "));
}

/** Options end at `--`: what follows names files. */
function givesAny(args: readonly string[], options: OptionSet): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).some((word) => givesOption(word, options));
}
