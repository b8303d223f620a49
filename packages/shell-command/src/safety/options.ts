/** Matching options the way programs do: abbreviated, in clusters, with attached values. */

/** Short and long options of one kind, of one program. */
export interface OptionSet {
  /** Letters of short options. */
  readonly short: string;
  /** Letters of short options that take a value: nothing after them in a cluster is an option. */
  readonly valued: string;
  /** Names of long options, without dashes. */
  readonly long: readonly string[];
  /** Complete names of other options that happen to be the beginning of one in `long`. */
  readonly notLong: readonly string[];
}

/**
 * True if the word may give one of the options to a program that follows `getopt_long`: `-xf` gives `f`,
 * `--forc=1` gives `force`. Doubt counts as true: the shortest beginning matches, even an ambiguous one.
 */
export function givesOption(word: string, options: OptionSet): boolean {
  if (word.startsWith("--")) {
    const [name = ""] = word.slice(2).split("=", 1);
    if (name === "" || options.notLong.includes(name)) return false;
    return options.long.some((long) => long.startsWith(name));
  }
  if (!word.startsWith("-")) return false;
  for (const letter of word.slice(1)) {
    if (options.short.includes(letter)) return true;
    if (options.valued.includes(letter)) return false;
  }
  return false;
}
