import type { PatchFs } from "./patch-fs.ts";
import type { TurnFileState } from "./turn-diff.ts";

/**
 * Reads what a turn diff must know of a file now. Undefined where there is none, and for directories and
 * devices, which no diff can show. Rejects with the system's error for a file that cannot be read.
 */
export async function readTurnFileState(fs: PatchFs, path: string): Promise<TurnFileState | undefined> {
  const status = await fs.stat(path);
  if (status?.kind !== "file") return undefined;
  return { content: await fs.readFile(path), isExecutable: (status.mode & 0o100) !== 0 };
}
