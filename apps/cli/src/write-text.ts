/** Short texts that are written before, or without, a run: help, versions, refusals. */
import { writeFileSync } from "node:fs";

/** Writes to standard output (1) or error (2) at once. A reader that has gone away is no failure. */
export function writeText(fd: 1 | 2, text: string): void {
  try {
    writeFileSync(fd, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}
