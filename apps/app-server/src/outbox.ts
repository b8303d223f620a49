/** Everything that is sent to the client, in order. */
import type { MessageOutput } from "./app-server-io.ts";
import { toLine, type WireMessage } from "./wire-message.ts";

/** How far a client may fall behind with reading, in bytes. */
export interface OutboxLimits {
  /** From here on no further requests of the client are read. */
  readonly pause: number;
  /** From here on the client counts as gone: what turns say meanwhile has no other bound. */
  readonly drop: number;
}

/** The way out. */
export interface Outbox {
  /** Sends at once, or keeps the message until the reader takes it. Nothing is lost, merged or overtaken. */
  send(message: WireMessage): void;
  /** Resolves when the reader has caught up enough for more requests to be read; never rejects. */
  ready(): Promise<void>;
  /** Nothing is sent any more; what waits is still delivered. */
  close(): void;
  /** Aborted when the reader has gone away, or has fallen behind so far that it counts as gone. */
  readonly gone: AbortSignal;
}

/** Makes the way out; `log` is told of a client that is given up. */
export function createOutbox(
  output: MessageOutput,
  limits: OutboxLimits,
  log: (line: string) => void,
): Outbox {
  const overrun = new AbortController();
  const gone = AbortSignal.any([output.gone, overrun.signal]);
  let isClosed = false;
  return {
    gone,
    close() {
      isClosed = true;
    },
    send(message) {
      if (isClosed || gone.aborted) return;
      output.write(toLine(message));
      if (output.waitingBytes <= limits.drop) return;
      log(`the client does not read: ${output.waitingBytes} bytes wait for it, so it is given up`);
      overrun.abort(new Error("the client does not read"));
    },
    async ready() {
      while (!gone.aborted && output.waitingBytes > limits.pause) await output.drained();
    },
  };
}
