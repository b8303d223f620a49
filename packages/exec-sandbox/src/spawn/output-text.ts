/** Text from the bytes that a command wrote. */

/**
 * Decodes UTF-8, or, when the bytes are not UTF-8, Windows-1252: the commonest of the older encodings, and
 * one in which every byte is a character. A character that the size limit cut off at either end does not
 * count against UTF-8.
 */
export function outputText(bytes: Uint8Array): string {
  const { start, end } = wholeCharacters(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(start, end));
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const CONTINUATION_BYTES_AT_MOST = 3;

function wholeCharacters(bytes: Uint8Array): { readonly start: number; readonly end: number } {
  let start = 0;
  while (start < Math.min(CONTINUATION_BYTES_AT_MOST, bytes.length) && isContinuation(bytes[start]))
    start += 1;
  for (let back = 1; back <= Math.min(CONTINUATION_BYTES_AT_MOST, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isContinuation(byte)) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return { start, end: needed > back ? bytes.length - back : bytes.length };
  }
  return { start, end: bytes.length };
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
