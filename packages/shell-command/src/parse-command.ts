/** What a command line does, in summaries for user interfaces. Never a basis for a decision. */
import type { ParsedCommand } from "@codex-ts/protocol";
import { splitWords } from "@codex-ts/std";
import { type BashParser, MAX_SCRIPT_LENGTH } from "./bash/bash-parser.ts";
import { parseDisplayCommands } from "./bash/plain-commands.ts";
import { parseTrivialScript } from "./bash/trivial-script.ts";
import { joinArgv } from "./join-argv.ts";
import { findShellScript, programStem } from "./shell-script.ts";
import { classifyCommand } from "./summary/classify.ts";
import { isFormatting } from "./summary/formatting.ts";
import { operandsOf } from "./summary/operands.ts";

type Command = readonly string[];

const CONNECTORS: ReadonlySet<string> = new Set(["&&", "||", "|", ";"]);
const ANSWERERS: ReadonlySet<string> = new Set(["yes", "y", "no", "n"]);

/**
 * Summarises an argv: what is read, listed or searched, one entry per command that matters, equal
 * neighbours once. `loadParser` is called only for scripts that the hand-written scanner cannot read.
 */
export async function parseCommand(
  argv: readonly string[],
  loadParser: () => Promise<BashParser>,
): Promise<readonly ParsedCommand[]> {
  const script = findShellScript(argv)?.script;
  if (script !== undefined) return summariseScript(script, await readScript(script, loadParser));
  const windowsScript = powershellScript(argv);
  if (windowsScript !== undefined) return [{ type: "unknown", cmd: windowsScript }];
  return mergeEqual(summarise(splitArgv(argv)));
}

async function readScript(
  script: string,
  loadParser: () => Promise<BashParser>,
): Promise<readonly Command[] | undefined> {
  const trivial = parseTrivialScript(script);
  if (trivial || script.length > MAX_SCRIPT_LENGTH) return trivial;
  return parseDisplayCommands(await loadParser(), script);
}

function powershellScript(argv: readonly string[]): string | undefined {
  const [program = "", ...flags] = argv.slice(0, -1);
  const isPowershell = /^(?:pwsh|powershell)$/i.test(programStem(program));
  return isPowershell && /^(?:-noprofile )?-(?:command|c)$/i.test(flags.join(" ")) ? argv.at(-1) : undefined;
}

function summariseScript(script: string, commands: readonly Command[] | undefined): readonly ParsedCommand[] {
  const telling = commands?.filter((command) => !isFormatting(command)) ?? [];
  if (commands === undefined || telling.length === 0) return [{ type: "unknown", cmd: script }];
  const summaries = mergeEqual(summarise(telling));
  const [only] = summaries;
  if (only === undefined || summaries.length > 1) return summaries;
  // What the script is as words, without a notion of operators: `a|b` has no connector then.
  const words = splitWords(script);
  if (words === undefined || only.type === "unknown") return summaries;
  if (commands.length === 1 && !words.some((word) => CONNECTORS.has(word))) {
    return [{ ...only, cmd: joinArgv(words) }];
  }
  const hasRange = words.some((word, at) => word === "sed" && words[at + 1] === "-n");
  const isPipedRange = only.type === "read" && hasRange && words.includes("|");
  return isPipedRange ? [{ ...only, cmd: script }] : summaries;
}

/** An argv without a shell may still hold connectors, from callers that split a line at its spaces. */
function splitArgv(argv: readonly string[]): readonly Command[] {
  const words = ANSWERERS.has(argv[0] ?? "") && argv[1] === "|" ? argv.slice(2) : argv;
  const commands: string[][] = [[]];
  for (const word of words) {
    if (CONNECTORS.has(word)) commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands.filter((command) => command.length > 0);
}

function summarise(commands: readonly Command[]): readonly ParsedCommand[] {
  const summaries: ParsedCommand[] = [];
  let folder: string | undefined;
  for (const command of dropSilent(commands)) {
    if (command[0] === "cd") {
      folder = changeFolder(folder, command.slice(1));
      continue;
    }
    const summary = classifyCommand(command);
    const isMoved = summary.type === "read" && folder !== undefined;
    summaries.push(isMoved ? { ...summary, path: joinFolder(folder, summary.path) } : summary);
  }
  return summaries;
}

/**
 * Leaves out what shows nothing of its own, as long as something else is left: leading `echo`, `true`, and
 * `nl` without a file.
 */
function dropSilent(commands: readonly Command[]): readonly Command[] {
  let left = commands.filter((command) => command[0] !== "cd").length;
  let isFirst = true;
  return commands.filter((command) => {
    if (command[0] === "cd") return true;
    const isDropped = left > 1 && isSilent(command, isFirst);
    if (isDropped) left -= 1;
    else isFirst = false;
    return !isDropped;
  });
}

function isSilent(command: Command, isFirst: boolean): boolean {
  const [program, ...args] = command;
  switch (program) {
    case "echo":
      return isFirst;
    case "true":
      return args.length === 0;
    case "nl":
      return args.every((word) => word.startsWith("-"));
    default:
      return false;
  }
}

function changeFolder(folder: string | undefined, args: readonly string[]): string | undefined {
  const target = operandsOf(args, new Set()).at(-1);
  return target === undefined ? folder : joinFolder(folder, target);
}

function joinFolder(folder: string | undefined, path: string): string {
  const isAbsolute = path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
  return folder === undefined || folder === "" || isAbsolute ? path : `${folder.replace(/\/$/, "")}/${path}`;
}

function mergeEqual(summaries: readonly ParsedCommand[]): readonly ParsedCommand[] {
  return summaries.filter(
    (summary, at) => at === 0 || JSON.stringify(summary) !== JSON.stringify(summaries[at - 1]),
  );
}
