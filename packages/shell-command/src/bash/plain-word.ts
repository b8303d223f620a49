/** Words that mean exactly what they say, in bash, zsh and sh alike. */

/**
 * Text that no shell expands, quoted or bare. Left out on purpose when bare: backslash, braces, globs, `$`,
 * backtick, `!`, `#`, and every space and sign that is not ASCII.
 */
const PARTS = /'[^']*'|"(?:[^"\\$`]|\\[^\n])*"|[\p{L}\p{N}_@%+=:,./~^-]+/gu;

/** What a backslash takes its meaning from between double quotes; before anything else it stays. */
const ESCAPED = /\\([\\"$`])/g;

/** bash expands a leading `~`, and after `=` or `:`; zsh expands a leading `=` to a program's path. */
const EXPANDED = /^[~=]|[=:]~/;

/**
 * The value of a word whose source needs nothing but the removal of quotes, and of backslashes between double
 * ones (`"\\bfoo\\("` is a usual pattern); undefined when a shell would do more than that to it.
 */
export function plainWordValue(source: string): string | undefined {
  if (source === "" || EXPANDED.test(source)) return undefined;
  let value = "";
  let end = 0;
  for (const { 0: part, index } of source.matchAll(PARTS)) {
    if (index !== end) return undefined;
    value += unquote(part);
    end += part.length;
  }
  return end === source.length ? value : undefined;
}

function unquote(part: string): string {
  if (part.startsWith("'")) return part.slice(1, -1);
  return part.startsWith('"') ? part.slice(1, -1).replaceAll(ESCAPED, "$1") : part;
}

/** True for control characters other than tab and newline: shells and grammar disagree about some of them. */
export function hasControlCharacter(script: string): boolean {
  return /[\x00-\x08\x0b-\x1f\x7f]/.test(script);
}
