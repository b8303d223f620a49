/** A running command of the unified-exec tools, on pipes or on a terminal. */
import type { StartFailure } from "../spawn/start-failure.ts";

/** How a process ended. `exitCode` is 128 + n when a signal ended it. */
export type ProcessEnd =
  | { readonly kind: "exited"; readonly exitCode: number; readonly signal: string | undefined }
  | { readonly kind: "not_started"; readonly failure: StartFailure };

/** Output since the last collection, and the end if it was reached. */
export interface Collected {
  /** At most 1 MiB: the first and last 512 KiB of what arrived; decoded. */
  readonly output: string;
  /** Bytes dropped from the middle. */
  readonly droppedBytes: number;
  /** Set when the process has ended and all its output is in `output` or was collected before. */
  readonly end: ProcessEnd | undefined;
  readonly wallMs: number;
}

/** What became of text for a process's standard input. */
export type WriteResult =
  | { readonly kind: "written" }
  /** It has no standard input (pipes) or has ended; `message` says so in words for the model. */
  | { readonly kind: "refused"; readonly message: string };

/** One process of the store. */
export interface ManagedProcess {
  /** 1000 to 99 999, unique among the live ones. */
  readonly id: number;
  /** Id for the system; undefined when it could not be started. */
  readonly pid: number | undefined;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly tty: boolean;
  /** Settles once the process has ended and its output is at its end; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** The end, once `ended` has settled. */
  readonly end: ProcessEnd | undefined;
  /**
   * Waits for the end of process and output, but no longer than `yieldMs`, then takes the output since the
   * last call. Rejects with the signal's reason when aborted; nothing is lost then.
   */
  collect(yieldMs: number, signal: AbortSignal): Promise<Collected>;
  /** Sends text to the terminal's input as it is. */
  write(text: string): WriteResult;
  /**
   * Calls `listener` for all output from the first byte on (what came before the subscription at once), in
   * pieces of at most 8 KiB cut between characters, at most 10 000 times. Returns the way to stop.
   */
  onOutput(listener: (bytes: Uint8Array) => void): () => void;
  /** All output so far, at most 1 MiB: the first and last 512 KiB; decoded. */
  transcript(): string;
  /** Kills the process tree (SIGTERM, then SIGKILL after `graceMs`) and waits for the end, at most 2 s more. */
  kill(graceMs: number): Promise<void>;
}
