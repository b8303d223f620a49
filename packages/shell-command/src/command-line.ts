/** Reading an argv once, into the form that every later decision works on. */
import { type BashParser, MAX_SCRIPT_LENGTH } from "./bash/bash-parser.ts";
import { parseHeredocCommand, parsePlainCommands } from "./bash/plain-commands.ts";
import { type ContainedCommand, listContained, listSimpleCommands } from "./bash/simple-commands.ts";
import { parseTrivialScript } from "./bash/trivial-script.ts";
import { findShellScript, isTrustedShell, type ShellScript } from "./shell-script.ts";

/**
 * How far a command line is understood.
 *
 * - `plain`: it is exactly these commands, every word known; nothing redirects, assigns or expands.
 * - `heredoc`: one command with known words that reads a here-document and does nothing else.
 *   Fit for matching rules, not for calling it safe, and no basis for proposing a rule.
 * - `opaque`: anything else. Only the argv as a whole can be allowed.
 */
export type CommandShape =
  | { readonly kind: "plain"; readonly commands: readonly (readonly string[])[] }
  | { readonly kind: "heredoc"; readonly command: readonly string[] }
  | { readonly kind: "opaque" };

/** An argv with everything that decisions about it need. */
export interface CommandLine {
  readonly argv: readonly string[];
  /** The script that the argv hands to a trusted shell. For decisions, other programs are no shells. */
  readonly script: ShellScript | undefined;
  readonly shape: CommandShape;
  /**
   * Every simple command that the line contains, at any depth: in pipelines, subshells, substitutions,
   * functions, behind `sudo`, `env` and the like, and inside nested `sh -c` scripts.
   * Use it only to make a decision stricter (rules that forbid or ask, the dangerous list).
   */
  readonly contained: readonly ContainedCommand[];
  /** False when the script has a syntax error, is too long or nests too deep: `contained` may lack something. */
  readonly isComplete: boolean;
}

/**
 * Reads an argv. `loadParser` is called only when the argv holds a script that the hand-written scanner
 * cannot read, so that most commands never load the Bash grammar.
 *
 * `userShell` is the absolute path of the user's own shell. Without it only shells in the system's folders
 * are trusted: `./bash -lc ls` is then the command `./bash`, not `ls`.
 */
export async function readCommandLine(
  argv: readonly string[],
  loadParser: () => Promise<BashParser>,
  userShell?: string,
): Promise<CommandLine> {
  const script = findShellScript(argv);
  if (!script || !isTrustedShell(script.program, userShell)) return readArgv(argv, loadParser);
  const trivial = parseTrivialScript(script.script);
  if (trivial) {
    const shape: CommandShape = { kind: "plain", commands: trivial };
    return { argv, script, shape, ...(await listContained(trivial, loadParser)) };
  }
  if (script.script.length > MAX_SCRIPT_LENGTH) {
    return { argv, script, shape: { kind: "opaque" }, contained: [], isComplete: false };
  }
  const parser = await loadParser();
  return {
    argv,
    script,
    shape: scriptShape(parser, script.script),
    ...listSimpleCommands(parser, script.script),
  };
}

async function readArgv(
  argv: readonly string[],
  loadParser: () => Promise<BashParser>,
): Promise<CommandLine> {
  const shape: CommandShape = { kind: "plain", commands: [argv] };
  return { argv, script: undefined, shape, ...(await listContained([argv], loadParser)) };
}

function scriptShape(parser: BashParser, script: string): CommandShape {
  const commands = parsePlainCommands(parser, script);
  if (commands) return { kind: "plain", commands };
  const command = parseHeredocCommand(parser, script);
  return command ? { kind: "heredoc", command } : { kind: "opaque" };
}

/**
 * The words of a command up to the first that only expansion decides: what a rule's prefix can be
 * compared with.
 */
export function literalHead(command: ContainedCommand): readonly string[] {
  const end = command.words.findIndex((word) => !word.isLiteral);
  return (end < 0 ? command.words : command.words.slice(0, end)).map((word) => word.text);
}

/** Stand for a whole script in approval keys; the values are those of 0.99.0 (core facts, 5.2). */
const SCRIPT_KEY = "__codex_shell_script__";

/**
 * The form under which "approved for this session" is remembered: a wrapper around one plain command
 * counts as that command, any other script by its text.
 */
export function canonicalArgv(line: CommandLine): readonly string[] {
  if (!line.script) return line.argv;
  const [only, second] = line.shape.kind === "plain" ? line.shape.commands : [];
  if (only && !second) return only;
  return [SCRIPT_KEY, line.script.flag, line.script.script];
}
