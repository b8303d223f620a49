/** Short texts that are written before, or without, a run: help, versions, refusals. */
import { writeFileSync } from "node:fs";

/** Standard output or error took no text, such as on a full disk. `code` is `output`; `cause` is the system's error. */
export class OutputError extends Error {
  readonly code = "output";
}

/** Writes to standard output (1) or error (2) at once. A reader that has gone away is no failure. Throws `OutputError`. */
export function writeText(fd: 1 | 2, text: string): void {
  try {
    writeFileSync(fd, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EPIPE") return;
    const name = fd === 1 ? "output" : "error";
    throw new OutputError(`standard ${name} could not be written: ${message}`, { cause: error });
  }
}
