/** Programs that run another command which their arguments name. */
import type { ContainedWord } from "./bash/word.ts";
import { programStem } from "./shell-script.ts";

/** What a wrapper runs: a command by its words, a script that a shell will read, or more than is followed. */
export type InnerCommand =
  | {
      readonly kind: "command";
      readonly words: readonly ContainedWord[];
      readonly assignments: readonly string[];
    }
  | { readonly kind: "script"; readonly script: string; readonly isLiteral: boolean }
  | { readonly kind: "unfollowed" };

/** How a wrapper's own arguments end and the command begins. Options follow `getopt`. */
interface WrapperSyntax {
  /** Short options that take a value, attached or as the next word. */
  readonly short: string;
  /** Long options that take a value. A unique beginning will do, as the programs themselves allow. */
  readonly long: readonly string[];
  /** How many operands come before the command (`timeout 5 CMD`). */
  readonly operands: number;
  /** Whether `NAME=value` operands may come before the command. */
  readonly assignments: boolean;
}

const PLAIN: WrapperSyntax = { short: "", long: [], operands: 0, assignments: false };

const SUDO: WrapperSyntax = {
  short: "CDghpRrTtUu",
  long: (
    "close-from chdir group host prompt chroot role command-timeout type other-user user auth-type " +
    "login-class"
  ).split(" "),
  operands: 0,
  assignments: true,
};

/** From the manual pages of GNU coreutils, util-linux, findutils, sudo, doas, bash and zsh. */
const WRAPPERS: Readonly<Record<string, WrapperSyntax>> = {
  sudo: SUDO,
  doas: { ...PLAIN, short: "Cua" },
  pkexec: { ...PLAIN, long: ["user"] },
  env: { ...PLAIN, short: "uCaP", long: ["unset", "chdir", "argv0"], assignments: true },
  // `time ! CMD`: the grammar takes `time` for a program and the sign for its argument.
  "!": PLAIN,
  command: PLAIN,
  builtin: PLAIN,
  exec: { ...PLAIN, short: "a" },
  nohup: PLAIN,
  noglob: PLAIN,
  nocorrect: PLAIN,
  coproc: PLAIN,
  time: { ...PLAIN, short: "fo", long: ["format", "output"] },
  gtime: { ...PLAIN, short: "fo", long: ["format", "output"] },
  timeout: { ...PLAIN, short: "ks", long: ["kill-after", "signal"], operands: 1 },
  gtimeout: { ...PLAIN, short: "ks", long: ["kill-after", "signal"], operands: 1 },
  nice: { ...PLAIN, short: "n", long: ["adjustment"] },
  ionice: { ...PLAIN, short: "cnpPu", long: ["class", "classdata", "pid", "pgid", "uid"] },
  chrt: { ...PLAIN, short: "TPD", operands: 1 },
  taskset: { ...PLAIN, operands: 1 },
  stdbuf: { ...PLAIN, short: "ioe", long: ["input", "output", "error"] },
  setsid: PLAIN,
  chroot: { ...PLAIN, long: ["groups", "userspec"], operands: 1 },
  unshare: { ...PLAIN, short: "RwSG", long: ["root", "wd", "setuid", "setgid", "propagation"] },
  flock: { ...PLAIN, short: "wE", long: ["timeout", "wait", "conflict-exit-code"], operands: 1 },
  strace: { ...PLAIN, short: "abeEIoOpPsSuX" },
  caffeinate: { ...PLAIN, short: "tw" },
  busybox: PLAIN,
  toybox: PLAIN,
  xargs: {
    ...PLAIN,
    short: "adEILnPRsSJ",
    long: "arg-file delimiter max-args max-procs max-chars max-lines process-slot-var replace".split(" "),
  },
  watch: { ...PLAIN, short: "nqs", long: ["interval", "equexit", "shotsdir"] },
};

/** `su` and `script` read `-c SCRIPT` alike. */
const SHELLS: ReadonlySet<string> = new Set("bash sh zsh dash ksh mksh ash fish rbash su script".split(" "));
const SHELL_LONG_VALUES: ReadonlySet<string> = new Set(["--rcfile", "--init-file"]);
/** Shell options with a value of their own: `bash -O extglob -o pipefail -c …`, `su -s /bin/sh -c …`. */
const SHELL_VALUES: Readonly<Record<string, string>> = { su: "sgGwC" };
const DEFAULT_SHELL_VALUES = "oO";
const FIND_RUNS: ReadonlySet<string> = new Set(["-exec", "-execdir", "-ok", "-okdir"]);
/** Honest lines have one or two; each costs a look at all that follows it. */
const MAX_FIND_RUNS = 64;
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*\+?=/;

/**
 * What the command runs if its program is one that runs others: `sudo -u x CMD`, `env A=1 CMD`,
 * `bash -c SCRIPT`, `eval WORDS`, `find … -exec CMD ;`. Empty for every other program.
 * The program is known by its name, wherever it is installed.
 */
export function unwrapCommand(words: readonly ContainedWord[]): readonly InnerCommand[] {
  const [program, ...args] = words;
  if (!program) return [];
  if (runsOthersByFind(words)) return findExecs(args);
  const inner = unwrapOne(programStem(program.text), args);
  return inner ? [inner] : [];
}

/** True for `find`, the one program that can run several commands. */
export function runsOthersByFind(words: readonly ContainedWord[]): boolean {
  return words[0] !== undefined && programStem(words[0].text) === "find";
}

function unwrapOne(name: string, args: readonly ContainedWord[]): InnerCommand | undefined {
  if (name === "eval") return toScript(args);
  if (name === "trap") return toScript(args.slice(0, 1));
  if (name === "env") return unwrapEnv(args);
  if (SHELLS.has(name)) return shellScript(name, args);
  if (name === "command" && /^-[a-z]*[vV]/.test(args[0]?.text ?? "")) return undefined;
  const syntax = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
  const inner = syntax ? skipOwnArguments(syntax, args) : undefined;
  const isScript =
    name === "watch" || (name === "flock" && inner?.kind === "command" && inner.words.length === 1);
  return isScript && inner?.kind === "command" ? toScript(inner.words) : inner;
}

function toScript(words: readonly ContainedWord[]): InnerCommand | undefined {
  if (words.length === 0) return undefined;
  const script = words.map((word) => word.text).join(" ");
  return { kind: "script", script, isLiteral: words.every((word) => word.isLiteral) };
}

/**
 * The commands of all `-exec` and the like, each up to its `;` or `+`. They may overlap: which of the words is
 * an action and which is the value of a test is not known here.
 */
function findExecs(args: readonly ContainedWord[]): readonly InnerCommand[] {
  const starts = args.flatMap((word, at) => (FIND_RUNS.has(word.text) ? [at + 1] : []));
  const commands = starts.slice(0, MAX_FIND_RUNS).flatMap((start): readonly InnerCommand[] => {
    const end = args.findIndex(({ text }, at) => at >= start && (text === ";" || text === "+"));
    const words = args.slice(start, end < 0 ? args.length : end);
    return words.length > 0 ? [{ kind: "command", words, assignments: [] }] : [];
  });
  return starts.length > MAX_FIND_RUNS ? [...commands, { kind: "unfollowed" }] : commands;
}

/** `-c` may stand in a cluster and among other options; its script is the first operand after them. */
function shellScript(name: string, args: readonly ContainedWord[]): InnerCommand | undefined {
  const valueLetters = SHELL_VALUES[name] ?? DEFAULT_SHELL_VALUES;
  let hasScript = false;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (!word) break;
    const attached = /^--command=(.*)$/s.exec(word.text)?.[1];
    if (attached !== undefined) return toScript([{ ...word, text: attached }]);
    if (word.text === "--command" || /^[-+][A-Za-z]*c[A-Za-z]*$/.test(word.text)) hasScript = true;
    if (/^[-+]./.test(word.text)) {
      const isValued = word.text.startsWith("--")
        ? SHELL_LONG_VALUES.has(word.text)
        : valueLetters.includes(word.text.slice(-1));
      if (isValued) at += 1;
    } else if (hasScript) {
      return toScript([word]);
    } else if (name !== "su") {
      return undefined;
    }
  }
  return undefined;
}

/** `env -S 'A=1 CMD'` splits its value into words of its own, to which the rest is added. */
function unwrapEnv(args: readonly ContainedWord[]): InnerCommand | undefined {
  const syntax = WRAPPERS["env"] ?? PLAIN;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (!word?.text.startsWith("-")) break;
    const split = /^(?:-[a-z0-9]*S(?<short>.*)|--s[a-z-]*(?:=(?<long>.*))?)$/s.exec(word.text)?.groups;
    if (split) {
      const attached = split["short"] || split["long"];
      return toScript(attached ? [{ ...word, text: attached }, ...args.slice(at + 1)] : args.slice(at + 1));
    }
    if (takesNextWord(syntax, word.text)) at += 1;
  }
  return skipOwnArguments(syntax, args);
}

function skipOwnArguments(syntax: WrapperSyntax, args: readonly ContainedWord[]): InnerCommand | undefined {
  const assignments: string[] = [];
  let operands = syntax.operands;
  let mayBeOption = true;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (!word) break;
    const { text } = word;
    if (mayBeOption && text === "--") mayBeOption = false;
    else if (mayBeOption && text.length > 1 && text.startsWith("-"))
      at += takesNextWord(syntax, text) ? 1 : 0;
    else if (mayBeOption && !word.isLiteral && text.startsWith("$") && at < args.length - 1) continue;
    else if (syntax.assignments && ASSIGNMENT.test(text)) assignments.push(text);
    else if (operands > 0) operands -= 1;
    else return { kind: "command", words: args.slice(at), assignments };
  }
  return undefined;
}

function takesNextWord(syntax: WrapperSyntax, option: string): boolean {
  if (option.startsWith("--")) {
    return !option.includes("=") && syntax.long.some((name) => name.startsWith(option.slice(2)));
  }
  for (let at = 1; at < option.length; at += 1) {
    if (syntax.short.includes(option.charAt(at))) return at === option.length - 1;
  }
  return false;
}
