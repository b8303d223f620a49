/** Patterns for names of environment variables. */

/**
 * True when a name matches one of the patterns as a whole; `*` stands for any text, `?` for one character,
 * and case does not matter. No pattern makes it slow: at worst length times length.
 */
export function matchesAnyPattern(name: string, patterns: readonly string[]): boolean {
  const folded = name.toUpperCase();
  return patterns.some((pattern) => matches(folded, pattern.toUpperCase()));
}

/** Greedy matching with one point to go back to: the last star is the only one that may have to grow. */
function matches(text: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let afterStar = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === "*") {
      star = inPattern;
      afterStar = at;
      inPattern += 1;
    } else if (wanted === "?" || wanted === text[at]) {
      at += 1;
      inPattern += 1;
    } else if (star >= 0) {
      afterStar += 1;
      at = afterStar;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === "*") inPattern += 1;
  return inPattern === pattern.length;
}
