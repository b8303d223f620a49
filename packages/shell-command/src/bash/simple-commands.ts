/** Every simple command that a script contains, however deep. */
import { type InnerCommand, runsOthersByFind, unwrapCommand } from "../unwrap.ts";
import type { BashParser } from "./bash-parser.ts";
import { walkScript } from "./walk-script.ts";
import type { ContainedWord } from "./word.ts";

export type { ContainedWord } from "./word.ts";

/** A simple command found somewhere in a command line. */
export interface ContainedCommand {
  /** The program and its arguments; empty words are kept. */
  readonly words: readonly ContainedWord[];
  /** The assignments before the command, as written: `PATH=/tmp:$PATH`. */
  readonly assignments: readonly string[];
  readonly hasRedirection: boolean;
  /** In a subshell, a command or process substitution, or a nested shell's script. */
  readonly inSubshell: boolean;
  /** The program that runs this command (`sudo`, `env`, `xargs`, `bash`), if the line names one. */
  readonly wrapper: string | undefined;
}

/** What was found, and whether that is all. */
export interface CommandListing {
  readonly contained: readonly ContainedCommand[];
  /** False after a syntax error, or where nesting went deeper than this package follows. */
  readonly isComplete: boolean;
}

/** Scripts inside scripts inside scripts: nobody writes more levels by hand. */
const MAX_DEPTH = 8;
/** Bounds the work on a script built to be slow. */
const MAX_COMMANDS = 10_000;

interface Search {
  readonly parser: BashParser;
  readonly found: ContainedCommand[];
  isComplete: boolean;
}

/** Lists every simple command of a script, with what `sudo`, `env`, `sh -c` and the like run inside it. */
export function listSimpleCommands(parser: BashParser, script: string): CommandListing {
  const search: Search = { parser, found: [], isComplete: true };
  searchScript(search, script, { inSubshell: false, wrapper: undefined }, 0);
  return { contained: search.found, isComplete: search.isComplete };
}

/**
 * The same for commands whose words are already known. `loadParser` is called only if one of them hands
 * a script to a shell.
 */
export async function listContained(
  commands: readonly (readonly string[])[],
  loadParser: () => Promise<BashParser>,
): Promise<CommandListing> {
  const needsParser = commands.some((command) => hasScript(literalWords(command), false, 0));
  const parser = needsParser ? await loadParser() : undefined;
  const search: Search = { parser: parser ?? NO_SCRIPTS, found: [], isComplete: true };
  for (const command of commands) {
    addCommand(search, { ...BARE_COMMAND, words: literalWords(command) }, { depth: 0, isBelowFind: false });
  }
  return { contained: search.found, isComplete: search.isComplete };
}

const BARE_COMMAND = {
  assignments: [],
  hasRedirection: false,
  inSubshell: false,
  wrapper: undefined,
} as const;

/** Stands in where `hasScript` has shown that nothing will be parsed. */
const NO_SCRIPTS: BashParser = {
  withTree: () => {
    throw new TypeError("A script turned up where none was announced.");
  },
};

function literalWords(words: readonly string[]): readonly ContainedWord[] {
  return words.map((text) => ({ text, isLiteral: true }));
}

/** `isBelowFind`: these are the words of a command that a `find` runs, however far down. */
function hasScript(words: readonly ContainedWord[], isBelowFind: boolean, depth: number): boolean {
  const isFind = runsOthersByFind(words);
  return innerCommands(words, isBelowFind).some(
    (inner) =>
      inner.kind === "script" ||
      (inner.kind === "command" &&
        depth < MAX_DEPTH &&
        hasScript(inner.words, isBelowFind || isFind, depth + 1)),
  );
}

/**
 * What the words run in turn. Every `-exec` below a `find` has been listed with that `find` already, up to the
 * same end: following those of a `find` inside again would multiply the work with each level.
 */
function innerCommands(words: readonly ContainedWord[], isBelowFind: boolean): readonly InnerCommand[] {
  return isBelowFind && runsOthersByFind(words) ? [] : unwrapCommand(words);
}

type Place = Pick<ContainedCommand, "inSubshell" | "wrapper">;

function searchScript(search: Search, script: string, place: Place, depth: number): void {
  const { contents, hasError } = search.parser.withTree(script, (root) => ({
    contents: walkScript(root, script),
    hasError: root.hasError,
  }));
  if (hasError) search.isComplete = false;
  for (const command of contents.commands) {
    const inSubshell = place.inSubshell || command.inSubshell;
    addCommand(search, { ...command, inSubshell, wrapper: place.wrapper }, { depth, isBelowFind: false });
  }
  for (const text of contents.documentScripts) {
    if (depth >= MAX_DEPTH) search.isComplete = false;
    else searchScript(search, text, { ...place, inSubshell: true }, depth + 1);
  }
}

interface Level {
  readonly depth: number;
  readonly isBelowFind: boolean;
}

function addCommand(search: Search, command: ContainedCommand, { depth, isBelowFind }: Level): void {
  if (command.words.length === 0) return;
  if (depth > MAX_DEPTH || search.found.length >= MAX_COMMANDS) {
    search.isComplete = false;
    return;
  }
  search.found.push(command);
  const wrapper = command.words[0]?.text;
  const below = { depth: depth + 1, isBelowFind: isBelowFind || runsOthersByFind(command.words) };
  for (const inner of innerCommands(command.words, isBelowFind)) {
    if (inner.kind === "command") {
      addCommand(search, { ...command, ...inner, wrapper }, below);
    } else if (inner.kind === "script") {
      if (!inner.isLiteral) search.isComplete = false;
      searchScript(search, inner.script, { inSubshell: true, wrapper }, depth + 1);
    } else {
      search.isComplete = false;
    }
  }
}
