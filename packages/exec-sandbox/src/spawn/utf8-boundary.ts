/** Where bytes can be cut without cutting a character of UTF-8. */

const LONGEST_CHARACTER_BYTES = 4;

/** The length without a last character that has begun but not ended; bytes that are not UTF-8 count whole. */
export function completeLength(bytes: Uint8Array): number {
  const first = Math.max(0, bytes.length - (LONGEST_CHARACTER_BYTES - 1));
  for (let index = bytes.length - 1; index >= first; index -= 1) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return index + needed <= bytes.length ? bytes.length : index;
    }
  }
  return bytes.length;
}

/** How many bytes at the start belong to a character whose beginning is not there. */
export function strayLength(bytes: Uint8Array): number {
  let length = 0;
  while (length < LONGEST_CHARACTER_BYTES - 1 && ((bytes[length] ?? 0) & 0xc0) === 0x80) length += 1;
  return length;
}
