/** Splitting a line into words as a POSIX shell does. */

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
