/** Blank space at the edges of lines, as the patch format takes it: Unicode's, so a byte-order mark is text. */

/** The text without blank space on both sides. */
export function trimBlank(text: string): string {
  const trimmed = trimBlankEnd(text);
  let start = 0;
  while (start < trimmed.length && isBlank(trimmed.charCodeAt(start))) start += 1;
  return trimmed.slice(start);
}

/** The text without blank space at its end. */
export function trimBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The property White_Space of Unicode beyond ASCII; JavaScript's own `trim` lacks U+0085 and adds U+FEFF. */
const WIDE_BLANKS: ReadonlySet<number> = new Set([
  0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
  0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
]);

function isBlank(code: number): boolean {
  return code <= 0x7f ? code === 0x20 || (code >= 0x09 && code <= 0x0d) : WIDE_BLANKS.has(code);
}
