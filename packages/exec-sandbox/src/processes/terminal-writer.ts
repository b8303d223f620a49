/** Sends input to a terminal whose program may not be reading. */
import { writeSync } from "node:fs";
import { hasErrorCode } from "@codex-ts/std/node";
import type { IPty } from "@lydell/node-pty";

/** Takes text in order. What the terminal has no room for waits; what a closed terminal did not take is lost. */
export type TerminalWriter = (text: string) => void;

/** How long to wait for the program to read when the terminal's input is full (4 KiB), ms. */
const RETRY_MS = 10;

/** Parts of the module's Unix terminal that its types leave out. */
interface UnixTerminal {
  readonly fd: number;
  readonly _socket: { readonly destroyed: boolean };
}

/**
 * A writer for a terminal. The module's own `write` is not used on Unix: when a terminal's input is full,
 * the stream below it tries again in a loop that stops the whole process until the program reads. Its
 * descriptor is non-blocking, so writing to it directly says at once that there is no room.
 */
export function createTerminalWriter(terminal: IPty, platform: NodeJS.Platform): TerminalWriter {
  if (platform === "win32") return (text) => terminal.write(text);
  const { fd, _socket: socket } = terminal as unknown as UnixTerminal;
  let waiting: Buffer = Buffer.alloc(0);
  let isScheduled = false;

  const flush = () => {
    isScheduled = false;
    // Asked in the same turn as the write: a closed descriptor's number may belong to another file already.
    if (socket.destroyed) return;
    try {
      while (waiting.length > 0) waiting = waiting.subarray(writeSync(fd, waiting));
    } catch (error) {
      if (!hasErrorCode(error, "EAGAIN")) return; // The terminal hung up.
      isScheduled = true;
      setTimeout(flush, RETRY_MS);
    }
  };
  return (text) => {
    waiting = Buffer.concat([waiting, Buffer.from(text)]);
    if (!isScheduled) flush();
  };
}
