/** A snapshot as a file that a shell can source. */
import type { ShellChanges } from "./shell-state.ts";

/** One word for a POSIX shell, whatever is in it. */
export function quoteWord(text: string): string {
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}

/** The text of a snapshot file, in the sections of 0.99.0. */
export function snapshotText({ functions, options, set, unset }: ShellChanges): string {
  const variables = Object.entries(set).filter(([name]) => !name.startsWith("BASH_FUNC_"));
  const exports = [
    ...unset.filter((name) => !name.startsWith("BASH_FUNC_")).map((name) => `unset ${name}`),
    ...variables.map(([name, value]) => `export ${name}=${quoteWord(value)}`),
  ];
  return [
    "# Snapshot file",
    "# What the start-up files of a login shell changed; without aliases, which are for people at a prompt.",
    "unalias -a 2>/dev/null || :",
    // First, because options decide how the text of functions is read.
    `# setopts ${options.length}`,
    ...options,
    "",
    "# Functions",
    functions.trimEnd(),
    "",
    "# aliases 0",
    "",
    `# exports ${exports.length}`,
    ...exports,
    "",
  ].join("\n");
}
