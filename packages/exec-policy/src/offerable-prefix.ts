/** Which rules may be offered to the user at all. */

/** Programs whose arguments can always run or destroy anything, however the command begins. */
const NEVER: ReadonlySet<string> = new Set(
  (
    "rm rmdir dd mkfs shred find sed awk gawk mawk nawk ssh eval source . trap vi vim nvim ed ex emacs gdb lldb " +
    "psql mysql sqlite sqlite3 expect osascript pwsh powershell cmd parallel entr watch script tclsh"
  ).split(" "),
);

/** Programs that run the command which follows them: judged by that command. */
const LAUNCHERS: ReadonlySet<string> = new Set(
  (
    "sudo doas env command builtin exec nohup time timeout gtimeout nice ionice stdbuf setsid xargs unshare " +
    "chroot flock strace ltrace busybox toybox coproc noglob caffeinate arch pkexec runuser systemd-run nsenter " +
    "taskset chrt su"
  ).split(" "),
);

/**
 * Programs that run code which their arguments name. A script's name, or an option with its code, fixes
 * what runs; without it the rule is open. Options not named here may be followed by code options.
 */
const INTERPRETERS: ReadonlyMap<string, readonly string[]> = new Map([
  ...splitPairs("bash sh zsh dash ksh mksh ash rbash fish", ["-c", "-lc"]),
  ...splitPairs("python pypy", ["-c", "-m"]),
  ...splitPairs(
    "node nodejs bun perl ruby php lua luajit Rscript julia groovy scala irb ipython csh tcsh",
    [],
  ),
]);

/** Programs with subcommands: the subcommand must be fixed, and after these of them one word more. */
const SUBCOMMANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ...splitPairs("npm pnpm yarn", ["exec", "x", "dlx", "run", "run-script", "create", "init"]),
  ...splitPairs("npx pnpx bunx uvx pipx", ["run"]),
  ...splitPairs("docker podman", ["run", "exec", "compose", "container"]),
  ...splitPairs("kubectl", ["exec", "run", "debug"]),
  ...splitPairs("deno cargo go uv poetry rye hatch", ["run", "tool", "eval"]),
  ...splitPairs("git hg jj svn make cmake ninja just gem pip pip3 apt apt-get brew", []),
]);

function splitPairs(
  programs: string,
  rest: readonly string[],
): readonly (readonly [string, readonly string[]])[] {
  return programs.split(" ").map((program) => [program, rest] as const);
}

/**
 * True if a rule with this prefix may be offered to the user. False for a beginning that leaves open what
 * will run: an interpreter without its script, `sudo` or `env` without a harmless command, `rm`.
 */
export function isOfferablePrefix(prefix: readonly string[]): boolean {
  const [program, first, second] = prefix;
  if (program === undefined || program === "" || prefix.some((word) => word.includes("\0"))) return false;
  const name = programName(program);
  if (NEVER.has(name)) return false;
  if (LAUNCHERS.has(name))
    return isOperand(first) && !first.includes("=") && isOfferablePrefix(prefix.slice(1));
  const codeOptions = INTERPRETERS.get(name);
  if (codeOptions) return isOperand(first) || (codeOptions.includes(first ?? "") && isOperand(second));
  const openSubcommands = SUBCOMMANDS.get(name);
  if (!openSubcommands) return true;
  return isOperand(first) && (!openSubcommands.includes(first) || isOperand(second));
}

/** The program without folder, `.exe` and version: `/usr/bin/python3.12` is `python`. */
function programName(program: string): string {
  const base = program.slice(Math.max(program.lastIndexOf("/"), program.lastIndexOf("\\")) + 1);
  const plain = base.replace(/\.exe$/i, "");
  return plain.replace(/(?<=[A-Za-z])-?\d[\d.]*$/, "");
}

function isOperand(word: string | undefined): word is string {
  return word !== undefined && word !== "" && !word.startsWith("-");
}
