/** Scripts that make a shell tell its own state. */
import type { Shell, ShellKind } from "./shell-argv.ts";

/** The shells whose state can be told and restored. */
export type SnapshotKind = Extract<ShellKind, "bash" | "zsh" | "sh">;

/** A shell of these kinds. */
export type SnapshotShell = Shell & { readonly kind: SnapshotKind };

/** True for shells that snapshots exist for. */
export function isSnapshotShell(shell: Shell): shell is SnapshotShell {
  return shell.kind === "bash" || shell.kind === "zsh" || shell.kind === "sh";
}

/** How each shell prints its functions, and its options as commands that set them. */
const DUMPS: Readonly<Record<SnapshotKind, { readonly functions: string; readonly options: string }>> = {
  bash: { functions: "declare -f", options: "set +o; shopt -p" },
  zsh: { functions: "functions", options: 'for o in $(setopt); do echo "setopt $o"; done' },
  // The plain shell has no way to list functions.
  sh: { functions: ":", options: "set +o" },
};

/** The file that interactive shells read; 0.99.0 takes the environment that it makes (sandbox facts, 7). */
const USER_FILES: Readonly<Record<SnapshotKind, string>> = {
  bash: '[ -n "$BASH_ENV" ] || [ ! -r ~/.bashrc ] || . ~/.bashrc',
  zsh: `[ ! -r "\${ZDOTDIR:-$HOME}/.zshrc" ] || . "\${ZDOTDIR:-$HOME}/.zshrc"`,
  sh: '[ -z "$ENV" ] || [ ! -r "$ENV" ] || . "$ENV"',
};

/**
 * Prints, each ended by a zero byte: nothing, `mark`, the functions, the options with the umask, and the
 * variables as `name=value`. Functions and options are those that start-up files of login shells made. The
 * variables are those after the user's own file too, if `readsUserFile`; functions of that file are meant for
 * people at a prompt.
 */
export function dumpScript(kind: SnapshotKind, mark: string, readsUserFile: boolean): string {
  const { functions, options } = DUMPS[kind];
  return [
    `printf '\\0%s\\0' '${mark}'`,
    `{ ${functions}; } 2>/dev/null; printf '\\0'`,
    `{ ${options}; printf 'umask %s\\n' "$(umask)"; } 2>/dev/null; printf '\\0'`,
    ...(readsUserFile ? [`{ ${USER_FILES[kind]}; } >/dev/null 2>&1 </dev/null`] : []),
    "command env -0",
  ].join("\n");
}
