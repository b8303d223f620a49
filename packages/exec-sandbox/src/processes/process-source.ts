/** A started process as the store sees it, whatever its output goes through. */
import type { ProcessEnd } from "./managed-process.ts";

/** Where output and the end come from. */
export interface ProcessSource {
  /** Undefined when it could not be started at all. */
  readonly pid: number | undefined;
  /** Settles when process and output are at their end; never rejects. All bytes were given out by then. */
  readonly ended: Promise<ProcessEnd>;
  /** Sends text to the process; undefined where there is no way to. */
  readonly write: ((text: string) => void) | undefined;
}

/** Receives output as it comes. */
export type OutputSink = (bytes: Buffer) => void;

/**
 * How long output may still come once the process itself has ended, when something that it left behind holds
 * the pipe, ms. Its own output is there already: this is time to read it.
 */
export const HELD_OUTPUT_MS = 50;
