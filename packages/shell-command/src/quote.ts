/** Command lines as text: quoting as exec events show it, splitting as a POSIX shell does. */

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

/** One step of reading a word: a run of plain text, an escape, or a quoted string. */
const WORD_PART = /[^ \t\n'"\\]+|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"/y;
const BLANK = /[ \t\n]+/y;
const COMMENT = /#[^\n]*/y;

/**
 * Splits a line into words by the POSIX rules for quotes, backslashes and comments; nothing is expanded.
 * Undefined when a quote or an escape is left open.
 */
export function splitWords(text: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    at += matchAt(BLANK, text, at).length;
    if (at >= text.length) return words;
    const comment = matchAt(COMMENT, text, at);
    if (comment !== "") {
      at += comment.length;
      continue;
    }
    let word = "";
    while (at < text.length && !/[ \t\n]/.test(text.charAt(at))) {
      const part = matchAt(WORD_PART, text, at);
      if (part === "") return undefined;
      word += unquotePart(part);
      at += part.length;
    }
    words.push(word);
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  const sticky = new RegExp(pattern, "y");
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? "";
}

function unquotePart(part: string): string {
  if (part.startsWith("'")) return part.slice(1, -1);
  if (part.startsWith('"')) return part.slice(1, -1).replace(/\\\n|\\([$`"\\])/g, "$1");
  return part === "\\\n" ? "" : part.replace(/^\\/, "");
}
