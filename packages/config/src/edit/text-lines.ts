/** Lines of a text by offset, each with the ending that the text uses. */

/** The offset at which the line around `offset` begins. */
export function lineStart(text: string, offset: number): number {
  const first = bodyStart(text);
  return offset <= first ? first : Math.max(first, text.lastIndexOf("\n", offset - 1) + 1);
}

/** The offset behind the line around `offset`, its ending included. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

/** The line that begins at `start`, without its ending and the blanks around it. */
export function lineAt(text: string, start: number): string {
  return text.slice(start, lineEnd(text, start)).trim();
}

/** True when the line before the one at `start` is blank, or there is none. */
export function isBlankBefore(text: string, start: number): boolean {
  return start <= bodyStart(text) || lineAt(text, lineStart(text, start - 1)) === "";
}

/** Puts whole lines before the line at `start`, or behind the last one; an unfinished last line stays unfinished. */
export function insertLines(text: string, start: number, lines: readonly string[]): string {
  const newline = newlineNear(text, start);
  const before = text.slice(0, start);
  const after = text.slice(start);
  const isOpen = before.length > bodyStart(text) && !before.endsWith("\n");
  const block = lines.join(newline);
  return isOpen ? `${before}${newline}${block}${after}` : `${before}${block}${newline}${after}`;
}

/** Where the document begins behind a byte-order mark. */
export function bodyStart(text: string): number {
  return text.startsWith("\uFEFF") ? 1 : 0;
}

/** The ending of the line before `start`, else of the first line, else a bare newline. */
function newlineNear(text: string, start: number): string {
  const before = start === 0 ? -1 : text.lastIndexOf("\n", start - 1);
  const at = before === -1 ? text.indexOf("\n") : before;
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
}
