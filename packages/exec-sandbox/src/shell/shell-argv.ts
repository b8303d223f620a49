/** Command lines that make a shell run a script. */

/** The shells that are known, by what they want on their command line. */
export type ShellKind = "bash" | "zsh" | "sh" | "powershell" | "cmd";

/** A shell on this machine. */
export interface Shell {
  readonly kind: ShellKind;
  /** Absolute path, or a bare name where only `PATH` can tell. */
  readonly path: string;
}

/** The argument list that runs `script`. `isLogin` reads the user's start-up files where the shell has any. */
export function shellArgv(shell: Shell, script: string, isLogin: boolean): string[] {
  switch (shell.kind) {
    case "bash":
    case "zsh":
    case "sh":
      return [shell.path, isLogin ? "-lc" : "-c", script];
    case "powershell":
      return isLogin ? [shell.path, "-Command", script] : [shell.path, "-NoProfile", "-Command", script];
    case "cmd":
      return [shell.path, "/c", script];
  }
}

const KIND_BY_STEM: Readonly<Record<string, ShellKind>> = {
  bash: "bash",
  zsh: "zsh",
  sh: "sh",
  pwsh: "powershell",
  powershell: "powershell",
  cmd: "cmd",
};

/** The kind of a shell by its file name without folder and extension; undefined for others (fish, nu). */
export function shellKindOf(program: string): ShellKind | undefined {
  const name = program.split(/[\\/]/).at(-1) ?? "";
  const stem = name.replace(/\.[^.]*$/, "").toLowerCase();
  return Object.hasOwn(KIND_BY_STEM, stem) ? KIND_BY_STEM[stem] : undefined;
}
