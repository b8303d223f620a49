/** What may stand on a command line, as data. */

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

/** The shown flag that begins like an unknown name; undefined when none does. */
export function similarFlag({ flags }: Grammar, name: string): Flag | undefined {
  const start = name.slice(0, 4);
  if (start.length < 3) return undefined;
  return flags.find((flag) => !flag.isHidden && flag.name.startsWith(start));
}
