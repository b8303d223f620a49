import { statSync } from "node:fs";

/** True for a directory, and for a link to one; false for whatever cannot be looked at. */
export function isDirectory(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}
