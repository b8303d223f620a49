/** Text from the bytes that a command wrote. */
import { completeLength, strayLength } from "./utf8-boundary.ts";

/**
 * Decodes UTF-8, or, when the bytes are not UTF-8, Windows-1252: the commonest of the older encodings, and
 * one in which every byte is a character. A character that a size limit cut off at either end is dropped and
 * does not count against UTF-8.
 */
export function outputText(bytes: Uint8Array): string {
  const whole = bytes.subarray(strayLength(bytes), completeLength(bytes));
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(whole);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
