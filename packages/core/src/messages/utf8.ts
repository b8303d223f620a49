/** Lengths and cuts in UTF-8 bytes, on character boundaries, without encoding the text. */

function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** The bytes of a text in UTF-8; a lone surrogate counts as the replacement character (3). */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const size = bytesOf(text.codePointAt(index) ?? 0);
    if (size === 4) index += 1;
    bytes += size;
  }
  return bytes;
}

/** The index after the longest start of a text that has at most `budget` bytes. */
export function utf8HeadEnd(text: string, budget: number): number {
  let bytes = 0;
  let index = 0;
  while (index < text.length) {
    const size = bytesOf(text.codePointAt(index) ?? 0);
    if (bytes + size > budget) break;
    bytes += size;
    index += size === 4 ? 2 : 1;
  }
  return index;
}

/** The index where the longest end of a text starts that has at most `budget` bytes. */
export function utf8TailStart(text: string, budget: number): number {
  let bytes = 0;
  let index = text.length;
  while (index > 0) {
    const pair = index > 1 && (text.codePointAt(index - 2) ?? 0) > 0xffff;
    const size = pair ? 4 : bytesOf(text.charCodeAt(index - 1));
    if (bytes + size > budget) break;
    bytes += size;
    index -= pair ? 2 : 1;
  }
  return index;
}

/** How many characters (Unicode scalar values) a text has. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
