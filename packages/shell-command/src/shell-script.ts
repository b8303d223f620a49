/** Recognising `[bash, -lc, SCRIPT]` and its relatives. */

/** A command line whose work is a script handed to a POSIX-like shell. */
export interface ShellScript {
  /** The shell as the argv names it, perhaps with a path. */
  readonly program: string;
  readonly shell: "bash" | "zsh" | "sh";
  readonly flag: "-c" | "-lc";
  readonly script: string;
}

const WRAPPER_LENGTH = 3;

/**
 * The script of exactly `[SHELL, "-c" | "-lc", SCRIPT]` where SHELL is bash, zsh or sh, by name or by path.
 * Anything longer, shorter or with other flags is not taken apart.
 */
export function findShellScript(argv: readonly string[]): ShellScript | undefined {
  const [program, flag, script] = argv;
  if (argv.length !== WRAPPER_LENGTH || program === undefined || script === undefined) return undefined;
  if (flag !== "-c" && flag !== "-lc") return undefined;
  const shell = programStem(program);
  if (shell !== "bash" && shell !== "zsh" && shell !== "sh") return undefined;
  return { program, shell, flag, script };
}

/** Where operating systems keep their shells. At any other path may lie anything that is called `bash`. */
const SYSTEM_SHELLS: ReadonlySet<string> = new Set(
  ["/bin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/", ""].flatMap((folder) =>
    ["bash", "zsh", "sh"].map((shell) => folder + shell),
  ),
);

/** True if the program is a shell of the system or the user's own, and not merely called like one. */
export function isTrustedShell(program: string, userShell: string | undefined): boolean {
  return program === userShell || SYSTEM_SHELLS.has(program);
}

/** The last path component without `.exe`: `/usr/bin/bash` and `C:\bin\bash.exe` are both `bash`. */
export function programStem(program: string): string {
  const name = program.slice(Math.max(program.lastIndexOf("/"), program.lastIndexOf("\\")) + 1);
  return name.toLowerCase().endsWith(".exe") ? name.slice(0, -".exe".length) : name;
}
