/** Standard output and error of this process. */
import { fstatSync } from "node:fs";
import { Socket } from "node:net";
import { isatty } from "node:tty";

/** One of the two streams. */
export interface ProcessOutput {
  readonly isTerminal: boolean;
  /** Takes the text at once; dropped when the reader has gone away. */
  write(text: string): void;
  /** Bytes that wait in memory for the reader. */
  readonly waitingBytes: number;
  /** Aborted when nothing more can be written: the reader has gone away, or writing has failed. */
  readonly gone: AbortSignal;
  /** Resolves when more can be written without piling up; never rejects. */
  drained(): Promise<void>;
  /**
   * Waits until everything is written, or until `patience` is over, and lets go of the stream. Gives the
   * failure that kept text from being written; a reader that has gone away is none, one that stands still is.
   */
  finish(patience: AbortSignal): Promise<Error | undefined>;
}

/** What writing to a closed pipe or socket says. */
const READER_GONE = new Set(["EPIPE", "ECONNRESET", "ERR_STREAM_DESTROYED"]);

/** Opens standard output (1) or standard error (2), for one user in the process. */
export function openProcessOutput(fd: 1 | 2): ProcessOutput {
  const stream = openStream(fd);
  const gone = new AbortController();
  let failure: Error | undefined;
  let pending = 0;
  const watchers = new Set<() => void>();
  const notify = () => {
    for (const watch of watchers) watch();
  };
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (!READER_GONE.has(error.code ?? "")) failure ??= error;
    gone.abort(error);
    notify();
  });
  const until = (isReached: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isReached()) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });

  return {
    isTerminal: isatty(fd),
    gone: gone.signal,
    get waitingBytes() {
      return stream.writableLength;
    },
    write(text) {
      if (stream.destroyed) return;
      pending += 1;
      stream.write(text, () => {
        pending -= 1;
        notify();
      });
    },
    drained: () => until(() => stream.destroyed || !stream.writableNeedDrain),
    async finish(patience) {
      patience.addEventListener("abort", notify, { once: true });
      await until(() => pending === 0 || patience.aborted);
      if (pending === 0) return failure;
      // Only what waits in memory is dropped; the descriptor itself belongs to others too and is not shut.
      stream.destroy();
      return failure ?? new Error("its reader does not read");
    },
  };
}

/**
 * Node writes to its own `process.stdout` blocking where that is a pipe, so that a reader which stands still
 * would also keep signals from being handled. A socket over the same descriptor waits in the event loop.
 */
function openStream(fd: 1 | 2): NodeJS.WriteStream | Socket {
  const stat = process.platform === "win32" ? undefined : fstatSync(fd);
  if (stat?.isFIFO() || stat?.isSocket()) return new Socket({ fd, readable: false, writable: true });
  return fd === 1 ? process.stdout : process.stderr;
}
