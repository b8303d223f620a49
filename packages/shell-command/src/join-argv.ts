/** Command lines as text, quoted as the exec events show them. */

/** What the exec events show instead of a line that no shell could read (measured on 0.99.0). */
const NUL_PLACEHOLDER = "<command included NUL byte>";

const BARE = /^[+\-./:@\]_0-9A-Za-z]+/;
/** `^` is only safe at the start of single quotes, so it always opens a new pair. */
const SINGLE_QUOTED = /^(?:\^|[^'\\^])[^'\\^]*/;
const DOUBLE_QUOTED = /^[^`$!^]+/;

/**
 * Renders an argv as one line that a POSIX shell reads back as the same words: bare where possible, else
 * single quotes, else double quotes, changing the kind inside a word where one kind does not reach.
 */
export function joinArgv(argv: readonly string[]): string {
  return argv.some((word) => word.includes("\0")) ? NUL_PLACEHOLDER : argv.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  let quoted = "";
  let rest = word;
  do {
    const bare = BARE.exec(rest)?.[0].length ?? 0;
    const single = SINGLE_QUOTED.exec(rest)?.[0].length ?? 0;
    const double = DOUBLE_QUOTED.exec(rest)?.[0].length ?? 0;
    const length = Math.max(bare, single, double);
    const part = rest.slice(0, length);
    if (bare === length && length > 0) quoted += part;
    else if (single === length) quoted += `'${part}'`;
    else quoted += `"${part.replace(/["\\]/g, "\\$&")}"`;
    rest = rest.slice(length);
  } while (rest !== "");
  return quoted;
}
