/** What may stand on a command line, as data. */
import { nearestName } from "./nearest-name.ts";

/** One flag. */
export interface Flag {
  /** Without dashes. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** Other long names that are understood but not shown. */
  readonly aliases?: readonly string[];
  /** How many values follow: none, one, or as many words as come before the next flag. */
  readonly takes: "nothing" | "value" | "values";
  /** May be given more than once. */
  readonly isRepeatable?: boolean;
  /** The only values that are understood. */
  readonly choices?: readonly string[];
  /** Names of flags that exclude this one. */
  readonly conflictsWith?: readonly string[];
  readonly valueName?: string;
  /** True for a path: an empty value is none. */
  readonly isPath?: boolean;
  readonly help: string;
  /** Understood but not shown. */
  readonly isHidden?: boolean;
}

/** What one command understands. */
export interface Grammar {
  readonly flags: readonly Flag[];
  /** How many words besides flags are understood. */
  readonly maxWords: number;
  /** A word that is one of these ends this command's part. */
  readonly subcommands: readonly string[];
  /** Flags of the command around this one, which stand before its name; only tips speak of them. */
  readonly outer?: { readonly name: string; readonly flags: readonly Flag[] };
  /** A tip for a command line with too many words. */
  readonly tooManyWordsTip?: string;
  /**
   * Set where the words are a command line of their own: from its first word on, everything is a word,
   * whatever it looks like. It starts at a word, or also at a flag that is not one of these.
   */
  readonly commandStartsAt?: "word" | "word-or-unknown-flag";
}

/** A flag as messages name it: `--model <MODEL>`. */
export function showFlag({ name, valueName }: Flag): string {
  return `--${name}${valueName === undefined ? "" : ` <${valueName}>`}`;
}

/** The shown flag that an unknown name most likely means, or begins like; undefined when there is none. */
export function similarFlag({ flags }: Grammar, name: string): Flag | undefined {
  const shown = flags.filter((flag) => !flag.isHidden);
  const near = nearestName(
    name,
    shown.map((flag) => flag.name),
  );
  if (near !== undefined) return shown.find((flag) => flag.name === near);
  const start = name.slice(0, 4);
  return start.length < 3 ? undefined : shown.find((flag) => flag.name.startsWith(start));
}

/** A tip about the name that a misspelt or shortened one (`rm` for `remove`) most likely means. */
export function similarNameTip(
  kind: "command" | "value",
  word: string,
  known: readonly string[],
): string | undefined {
  const near = nearestName(word, known) ?? onlyOne(known.filter((name) => isShortFor(word, name)));
  return near === undefined ? undefined : `a similar ${kind} exists: '${near}'`;
}

function onlyOne(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** True when the word begins like the name and its letters come in the same order. */
function isShortFor(word: string, name: string): boolean {
  if (word.length < 2 || word[0] !== name[0]) return false;
  let at = 0;
  for (const letter of name) if (letter === word[at]) at += 1;
  return at === word.length;
}
