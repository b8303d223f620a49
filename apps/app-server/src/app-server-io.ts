/** What serving a client has to do with the outside world. */
import type { Server } from "@codex-ts/server";

/** Where messages to the client go. */
export interface MessageOutput {
  /** Takes the text at once. A reader that has gone away is no failure: the text is dropped. */
  write(text: string): void;
  /** Bytes that the reader has not taken yet. */
  readonly waitingBytes: number;
  /** Resolves when the reader has taken enough for more to be written; never rejects. */
  drained(): Promise<void>;
  /** Aborted when the reader has gone away. */
  readonly gone: AbortSignal;
}

/** Streams and the way to the engine; a program gives the real ones. */
export interface AppServerIo {
  /** What the client sends, in pieces of any size; the signal ends it with an error. */
  readInput(signal: AbortSignal): AsyncIterable<Uint8Array>;
  readonly output: MessageOutput;
  /** Tells whoever runs the program what went wrong, a line each; clients never see it. */
  log(line: string): void;
  /** Aborted when the user or the system wants the program to end. */
  readonly interrupt: AbortSignal;
  /** Opens the engine. Throws `RpcError` for settings that make no sense. */
  openServer(): Promise<Server>;
}
