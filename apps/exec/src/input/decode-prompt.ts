/** Bytes from stdin as a prompt. */

/** The text, or why there is none. */
export type DecodedPrompt =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, at) => bytes[at] === byte);

/**
 * Reads UTF-8 with or without byte order mark, and UTF-16 with one. UTF-32 and anything that is not valid
 * is refused, with the place of the first wrong byte. The text is not trimmed.
 */
export function decodePrompt(bytes: Uint8Array): DecodedPrompt {
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) {
    return refuse("input is UTF-32; convert it to UTF-8");
  }
  if (startsWith(bytes, 0xff, 0xfe)) return decode(bytes.subarray(2), "utf-16le");
  if (startsWith(bytes, 0xfe, 0xff)) return decode(bytes.subarray(2), "utf-16be");
  return decode(startsWith(bytes, 0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes, "utf-8");
}

function decode(bytes: Uint8Array, encoding: "utf-8" | "utf-16le" | "utf-16be"): DecodedPrompt {
  try {
    return { ok: true, text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    if (encoding !== "utf-8") return refuse(`input is not valid ${encoding.toUpperCase()}`);
    return refuse(
      `input is not valid UTF-8 (invalid byte at offset ${firstInvalidByte(bytes)}). ` +
        "Convert it to UTF-8 and try again (for example with iconv)",
    );
  }
}

function refuse(reason: string): DecodedPrompt {
  return { ok: false, reason: `Failed to read prompt from stdin: ${reason}.` };
}

/** The length of the longest valid start, found by halving; a character that is not whole does not count. */
function firstInvalidByte(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length;
  while (valid < invalid) {
    const middle = (valid + invalid + 1) >> 1;
    if (isValidStart(bytes.subarray(0, middle), { stream: true })) valid = middle;
    else invalid = middle - 1;
  }
  while (valid > 0 && !isValidStart(bytes.subarray(0, valid), { stream: false })) valid -= 1;
  return valid;
}

/** With `stream` a character that is cut off at the end is not yet invalid. */
function isValidStart(bytes: Uint8Array, { stream }: { readonly stream: boolean }): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
