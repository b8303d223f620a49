/** Splitting a git command line into its global options, its subcommand and the rest. */

/** A git command line, taken apart as git itself does it. */
export interface GitArguments {
  /** Options before the subcommand, each with its value if it has one: `["-C", "dir"]`. */
  readonly globals: readonly (readonly string[])[];
  readonly subcommand: string | undefined;
  readonly rest: readonly string[];
}

/** Global options whose value may be the next word (git 2.50, `git.c`; git does not abbreviate these). */
const VALUED: ReadonlySet<string> = new Set([
  "-C",
  "-c",
  "--config-env",
  "--exec-path",
  "--git-dir",
  "--namespace",
  "--super-prefix",
  "--work-tree",
  "--attr-source",
  "--list-cmds",
]);

/** Takes the arguments after `git` apart; the first word that is no option names the subcommand. */
export function splitGitArguments(args: readonly string[]): GitArguments {
  const globals: (readonly string[])[] = [];
  let at = 0;
  for (let word = args[at]; word?.startsWith("-"); word = args[at]) {
    const length = VALUED.has(word) ? 2 : 1;
    globals.push(args.slice(at, at + length));
    at += length;
  }
  return { globals, subcommand: args[at], rest: args.slice(at + 1) };
}
