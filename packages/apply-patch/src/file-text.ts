/** Reading a file that a patch edits, and the words for why that or a write failed. */
import { getSystemErrorMessage } from "node:util";
import type { PatchFs } from "./patch-fs.ts";

/** The text and permission bits of a file, or why there is no text, in words. */
export type FileText =
  | { readonly ok: true; readonly text: string; readonly mode: number }
  | { readonly ok: false; readonly reason: string; readonly cause: unknown };

/**
 * Reads a regular file as UTF-8. A byte-order mark stays in the text. Devices and pipes are refused
 * unread: they may never end.
 */
export async function readFileText(fs: PatchFs, path: string): Promise<FileText> {
  try {
    const status = await fs.stat(path);
    if (status?.kind === "other") return { ok: false, reason: "not a regular file", cause: undefined };
    const text = decodeUtf8(await fs.readFile(path));
    if (text === undefined) return { ok: false, reason: NOT_UTF8, cause: undefined };
    return { ok: true, text, mode: status?.mode ?? 0o644 };
  } catch (error) {
    return { ok: false, reason: describeSystemError(error), cause: error };
  }
}

/** The words for bytes that are no UTF-8 text. */
export const NOT_UTF8 = "stream did not contain valid UTF-8";

/** The text of the bytes, or undefined where they are not UTF-8; nothing is replaced or dropped. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What the system says about a failed call, with its code and without the path (the caller names that). */
export function describeSystemError(error: unknown): string {
  const { errno, code, message } = error as Partial<NodeJS.ErrnoException>;
  return errno === undefined ? (message ?? String(error)) : `${getSystemErrorMessage(errno)} (${code})`;
}
