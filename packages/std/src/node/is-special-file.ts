import { stat } from "node:fs/promises";

/**
 * True for a device, a pipe or a socket, and for a link to one: reading may never end, and a file that is put in
 * its place takes it away from all programs. False for whatever cannot be looked at.
 */
export async function isSpecialFile(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}
