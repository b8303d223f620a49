/** Commands that only read, whatever their arguments say, so that nobody has to be asked. */
import type { CommandLine } from "../command-line.ts";
import { isTrustedShell } from "../shell-script.ts";
import { splitGitArguments } from "./git-arguments.ts";
import { givesOption, type OptionSet } from "./options.ts";

/** What the answer depends on besides the command. */
export interface SafetyContext {
  /** `process.platform` of the machine that would run the command. */
  readonly platform: string;
  /** Absolute path of the user's own shell, which the product wraps scripts in. */
  readonly userShell: string;
}

type IsSafe = (args: readonly string[]) => boolean;

const always: IsSafe = () => true;

/** Programs that cannot write, delete or start anything, by name. */
const READERS =
  "cat cd cut echo expr false grep head id ls nl paste pwd rev seq stat tail tr true uname wc which whoami".split(
    " ",
  );
const LINUX_READERS: ReadonlySet<string> = new Set(["numfmt", "tac"]);

const BASE64_OUTPUT: OptionSet = { short: "o", valued: "wb", long: ["output"], notLong: [] };

const RG_RUNS: OptionSet = {
  short: "z",
  valued: "ABCEMTdefgjmrt",
  long: ["pre", "hostname-bin", "search-zip"],
  notLong: [],
};

/** Tests and actions of find are whole words; these run a program, delete or write a file. */
const FIND_ACTIONS: ReadonlySet<string> = new Set(
  "-exec -execdir -ok -okdir -delete -fls -fprint -fprint0 -fprintf".split(" "),
);

/** Options with which reading subcommands write a file, start a program or a pager. */
const GIT_RUNS: OptionSet = {
  short: "",
  valued: "",
  long: ["output", "ext-diff", "textconv", "exec", "paginate", "help", "open-files-in-pager", "web"],
  notLong: ["text"],
};
const GIT_READERS: ReadonlySet<string> = new Set(["status", "log", "diff", "show", "branch"]);
/** Global options that change what is printed, or in which folder, and nothing else. */
const GIT_GLOBALS: ReadonlySet<string> = new Set([
  "-C",
  "-P",
  "--no-pager",
  "--no-optional-locks",
  "--no-replace-objects",
  "--literal-pathspecs",
  "--glob-pathspecs",
  "--noglob-pathspecs",
  "--icase-pathspecs",
]);
const GIT_BRANCH_FLAGS: ReadonlySet<string> = new Set(
  "--list -l --show-current -a --all -r --remotes -v -vv --verbose".split(" "),
);

const SAFE: ReadonlyMap<string, IsSafe> = new Map<string, IsSafe>([
  ...READERS.map((name) => [name, always] as const),
  ["base64", (args) => !args.some((word) => givesOption(word, BASE64_OUTPUT))],
  ["find", (args) => !args.some((word) => FIND_ACTIONS.has(word))],
  ["git", isSafeGit],
  ["rg", (args) => !args.some((word) => givesOption(word, RG_RUNS))],
  ["sed", isSafeSed],
  ["uniq", isSafeUniq],
]);

/**
 * True only if every command of a wholly understood line is known to do nothing but read. A line that is
 * not plain is never known to be safe, nor is a program named by a path.
 */
export function isKnownSafe(line: CommandLine, context: SafetyContext): boolean {
  return (
    line.shape.kind === "plain" &&
    (line.script === undefined || isTrustedShell(line.script.program, context.userShell)) &&
    line.shape.commands.every((command) => isKnownSafeCommand(command, context.platform))
  );
}

/** The same for one command of a plain line. */
export function isKnownSafeCommand(words: readonly string[], platform: string): boolean {
  const [program, ...args] = words;
  if (program === undefined) return false;
  if (LINUX_READERS.has(program)) return platform === "linux";
  return SAFE.get(program)?.(args) ?? false;
}

function isSafeGit(args: readonly string[]): boolean {
  const { globals, subcommand, rest } = splitGitArguments(args);
  if (!globals.every(([option]) => option !== undefined && GIT_GLOBALS.has(option))) return false;
  if (subcommand === undefined || !GIT_READERS.has(subcommand)) return false;
  if (subcommand === "branch") {
    return rest.every((word) => GIT_BRANCH_FLAGS.has(word) || word.startsWith("--format="));
  }
  return !rest.some((word) => givesOption(word, GIT_RUNS));
}

/** Only `sed -n 3p [FILE]` and `sed -n 3,9p [FILE]`: other scripts can write files and run programs. */
function isSafeSed(args: readonly string[]): boolean {
  const [quiet, script, file] = args;
  if (args.length > 3 || quiet !== "-n" || script === undefined || !isPrintRange(script)) return false;
  return file === undefined || !file.startsWith("-");
}

/** True for `3p` and `3,9p`. */
export function isPrintRange(script: string): boolean {
  return /^\d+(?:,\d+)?p$/.test(script);
}

/** A second operand is a file that uniq writes. Values of -f, -s and -w are not operands. */
function isSafeUniq(args: readonly string[]): boolean {
  let operands = 0;
  let mayBeOption = true;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    if (mayBeOption && word === "--") mayBeOption = false;
    else if (!mayBeOption || word === "-" || !word.startsWith("-")) operands += 1;
    else if (/^-[fsw]$/.test(word)) at += 1;
  }
  return operands <= 1;
}
