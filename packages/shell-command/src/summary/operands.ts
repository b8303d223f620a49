/** Telling a command's operands from its options. */

/**
 * The words that are neither options nor the values of options in `valued`. Everything after `--` is an
 * operand; a lone `-` is not, because it names no file.
 */
export function operandsOf(args: readonly string[], valued: ReadonlySet<string>): readonly string[] {
  const operands: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    if (word === "--") return [...operands, ...args.slice(at + 1)];
    if (valued.has(word)) at += 1;
    else if (!word.startsWith("-")) operands.push(word);
  }
  return operands;
}

/** The options of a space-separated list, as `operandsOf` wants them. */
export function optionNames(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
