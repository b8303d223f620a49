import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";

/** What a look at a path says when nothing is there. */
const ABSENT_CODES: ReadonlySet<string | undefined> = new Set(["ENOENT", "ENOTDIR"]);

/** Far above the largest list of references; a bigger file was made to exhaust memory. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * The text of a file, or undefined where no file is. A pipe or device counts as no file: it might never
 * end. Rejects with the system's error for a file that cannot be read.
 */
export async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    if (!status?.isFile() || status.size > MAX_BYTES) return undefined;
    return await readFile(file, "utf8");
  } catch (error) {
    if (ABSENT_CODES.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
}
