import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { hasErrorCode } from "./error-code.ts";

/**
 * Makes a folder and those above it that are missing, all with the mode; one that is there is left as it is.
 * Node's own recursive `mkdir` never ends where a file system answers "no such file" to every new folder
 * (`/proc`), and gives that answer for one that cannot be written. Rejects with the error of the system.
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  try {
    await makeOne(folder, mode);
  } catch (error) {
    const parent = path.dirname(folder);
    if (!hasErrorCode(error, "ENOENT") || parent === folder) throw error;
    await makeFolder(parent, mode);
    await makeOne(folder, mode);
  }
}

async function makeOne(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    // What the system says of a folder that is there depends on the system, so the folder itself is asked.
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory()) throw error;
  }
}
