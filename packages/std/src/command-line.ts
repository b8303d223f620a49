/** Reads a command line against a table of flags. */
import { type Flag, type Grammar, showFlag, similarFlag, similarNameTip } from "./command-line-grammar.ts";

/** A command line that was understood. */
export interface ReadCommandLine {
  readonly ok: true;
  /** By flag name; an empty list for a flag without value. Absent flags are absent here. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
  readonly subcommand: { readonly name: string; readonly args: readonly string[] } | undefined;
}

/** What is wrong with it; `tip` proposes a flag that looks alike. */
export interface CommandLineError {
  readonly ok: false;
  readonly message: string;
  readonly tip: string | undefined;
}

interface Reading {
  readonly grammar: Grammar;
  readonly values: Map<string, string[]>;
  readonly words: string[];
}

class Refusal extends Error {
  readonly tip: string | undefined;
  constructor(message: string, tip?: string) {
    super(message);
    this.tip = tip;
  }
}

/** Reads the arguments of one command. `--` ends the flags; `--name=value` and `-nvalue` are understood. */
export function readCommandLine(
  grammar: Grammar,
  args: readonly string[],
): ReadCommandLine | CommandLineError {
  const reading: Reading = { grammar, values: new Map(), words: [] };
  try {
    const subcommand = readAll(reading, args);
    refuseConflicts(reading);
    return { ok: true, values: reading.values, words: reading.words, subcommand };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message, tip: error.tip };
    throw error;
  }
}

function readAll(reading: Reading, args: readonly string[]): ReadCommandLine["subcommand"] {
  const { grammar } = reading;
  for (let at = 0; at < args.length; ) {
    const word = args[at] ?? "";
    const commandAt = word === "--" ? at + 1 : startsCommand(grammar, word) ? at : undefined;
    if (commandAt !== undefined) {
      for (const rest of args.slice(commandAt)) addWord(reading, rest);
      return undefined;
    }
    if (word.startsWith("--")) at = readLong(reading, args, at);
    else if (word.startsWith("-") && word !== "-") at = readShort(reading, args, at);
    else if (grammar.subcommands.includes(word)) return { name: word, args: args.slice(at + 1) };
    else {
      addWord(reading, word);
      at += 1;
    }
  }
  return undefined;
}

/** True where the words that are a command line of their own begin. */
function startsCommand({ commandStartsAt, flags }: Grammar, word: string): boolean {
  if (commandStartsAt === undefined) return false;
  if (!word.startsWith("-") || word === "-") return true;
  return commandStartsAt === "word-or-unknown-flag" && findFlag(flags, word) === undefined;
}

/** The flag that a word such as `--name=value` or `-nvalue` begins with. */
function findFlag(flags: Grammar["flags"], word: string): Flag | undefined {
  if (!word.startsWith("--")) return flags.find((each) => each.short === word[1]);
  const [name = ""] = word.slice(2).split("=", 1);
  return flags.find((each) => each.name === name || each.aliases?.includes(name));
}

function addWord({ grammar, words }: Reading, word: string): void {
  if (words.length >= grammar.maxWords) {
    const tip = similarNameTip("command", word, grammar.subcommands) ?? grammar.tooManyWordsTip;
    throw new Refusal(`unexpected argument '${word}' found`, tip);
  }
  words.push(word);
}

function readLong(reading: Reading, args: readonly string[], at: number): number {
  const word = args[at] ?? "";
  const equals = word.indexOf("=");
  const name = word.slice(2, equals < 0 ? undefined : equals);
  const flag = findFlag(reading.grammar.flags, word);
  if (!flag) throw new Refusal(`unexpected argument '--${name}' found`, tipFor(reading.grammar, word, name));
  return take(reading, flag, equals < 0 ? undefined : word.slice(equals + 1), args, at + 1);
}

function readShort(reading: Reading, args: readonly string[], at: number): number {
  const word = args[at] ?? "";
  const flag = findFlag(reading.grammar.flags, word);
  if (!flag) {
    const tip = tipForOuter(reading.grammar, word);
    throw new Refusal(`unexpected argument '${word.slice(0, 2)}' found`, tip);
  }
  const rest = word.slice(2);
  if (flag.takes === "nothing" && rest !== "") {
    take(reading, flag, undefined, args, at + 1);
    return readShort(reading, args.with(at, `-${rest}`), at);
  }
  return take(reading, flag, rest === "" ? undefined : rest.replace(/^=/, ""), args, at + 1);
}

/** Takes the flag's values, the first from `attached` or from `args[next]`; gives the next place to read. */
function take(
  { values }: Reading,
  flag: Flag,
  attached: string | undefined,
  args: readonly string[],
  next: number,
): number {
  const shown = showFlag(flag);
  const given = values.get(flag.name);
  if (given && !flag.isRepeatable) throw new Refusal(`the argument '${shown}' cannot be used multiple times`);
  const list = given ?? [];
  values.set(flag.name, list);
  if (flag.takes === "nothing") {
    if (attached !== undefined)
      throw new Refusal(`unexpected value '${attached}' for '--${flag.name}' found`);
    return next;
  }
  const found = attached === undefined ? followingValues(flag, args, next) : [attached];
  if (found.length === 0 || (flag.isPath && found.includes("")))
    throw new Refusal(`a value is required for '${shown}' but none was supplied`);
  for (const value of found) {
    if (flag.choices && !flag.choices.includes(value)) {
      throw new Refusal(
        `invalid value '${value}' for '${shown}' [possible values: ${flag.choices.join(", ")}]`,
        similarNameTip("value", value, flag.choices),
      );
    }
    list.push(value);
  }
  return attached === undefined ? next + found.length : next;
}

function followingValues(flag: Flag, args: readonly string[], next: number): readonly string[] {
  const rest = args.slice(next);
  const end = rest.findIndex((word) => word.startsWith("-") && word !== "-");
  const available = end < 0 ? rest : rest.slice(0, end);
  return flag.takes === "values" ? available : available.slice(0, 1);
}

function refuseConflicts({ grammar, values }: Reading): void {
  for (const flag of grammar.flags) {
    const other = flag.conflictsWith?.find((name) => values.has(name));
    if (other !== undefined && values.has(flag.name)) {
      throw new Refusal(`the argument '--${flag.name}' cannot be used with '--${other}'`);
    }
  }
}

function tipForOuter({ outer }: Grammar, word: string): string | undefined {
  if (!outer || !findFlag(outer.flags, word)) return undefined;
  const shown = word.startsWith("--") ? word.split("=", 1)[0] : word.slice(0, 2);
  return `'${shown}' stands before '${outer.name}'`;
}

function tipFor(grammar: Grammar, word: string, name: string): string | undefined {
  const outer = tipForOuter(grammar, word);
  if (outer !== undefined) return outer;
  const flag = similarFlag(grammar, name);
  return flag && `a similar argument exists: '--${flag.name}'`;
}
