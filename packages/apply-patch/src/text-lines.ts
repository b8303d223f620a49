/** A text cut into lines in a way that can be put together again byte for byte. */

/** One line of a file. `ending` is empty only for a last line without one. */
export interface TextLine {
  readonly text: string;
  readonly ending: "\n" | "\r\n" | "";
}

/** Cuts after every line feed. A carriage return belongs to the ending only directly before a line feed. */
export function splitLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  for (let feed = text.indexOf("\n"); feed !== -1; feed = text.indexOf("\n", start)) {
    const isCrLf = feed > start && text.charCodeAt(feed - 1) === 13;
    const end = isCrLf ? feed - 1 : feed;
    lines.push({ text: text.slice(start, end), ending: isCrLf ? "\r\n" : "\n" });
    start = feed + 1;
  }
  if (start < text.length) lines.push({ text: text.slice(start), ending: "" });
  return lines;
}

/**
 * Puts lines together. A line without ending that no longer is the last one gets `ending`, so that two
 * lines never run into one.
 */
export function joinLines(lines: readonly TextLine[], ending: "\n" | "\r\n"): string {
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.text + (line.ending === "" && index < last ? ending : line.ending))
    .join("");
}

/** The ending that most lines have; a line feed when they are even or there are none. */
export function usualEnding(lines: readonly TextLine[]): "\n" | "\r\n" {
  const crLfLines = lines.filter((line) => line.ending === "\r\n").length;
  return crLfLines * 2 > lines.length ? "\r\n" : "\n";
}
