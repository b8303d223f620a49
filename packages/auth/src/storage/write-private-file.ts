/** Writing a file that only its owner may read. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { followLink, replaceFile } from "@codex-ts/std/node";

/**
 * Replaces the file at once and for good, with mode 0600, whatever it had. Its folder is made when it is missing.
 * `suffix` must be unique. Rejects with Node's error, and then no file has changed.
 */
export async function writePrivateFile(file: string, text: string, suffix: string): Promise<void> {
  await mkdir(path.dirname(await followLink(file)), { recursive: true, mode: 0o700 });
  await replaceFile(file, text, { mode: 0o600, keepsMode: false, suffix });
}
