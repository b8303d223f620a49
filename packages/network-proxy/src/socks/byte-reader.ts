/** Takes exact numbers of bytes from a connection, and leaves what follows in it. */
import type { Socket } from "node:net";
import { createDeferred, type Deferred } from "@codex-ts/std";
import { NetworkProxyError } from "../errors.ts";

/** Reads the beginning of a connection. */
export interface ByteReader {
  /**
   * The next `count` bytes; one call at a time. Throws `bad_handshake` when the client ends before they came,
   * or when the signal is aborted.
   */
  take(count: number): Promise<Buffer>;
  /** Gives the connection back, paused, with what was not taken. */
  release(): void;
}

/** Starts to read. */
export function createByteReader(socket: Socket, signal: AbortSignal): ByteReader {
  let held: Buffer = Buffer.alloc(0);
  let hasEnded = socket.readableEnded || socket.destroyed || signal.aborted;
  let waiting: { readonly count: number; readonly deferred: Deferred<Buffer> } | undefined;

  const settle = () => {
    if (!waiting) return;
    const { count, deferred } = waiting;
    if (held.length >= count) {
      deferred.resolve(held.subarray(0, count));
      held = held.subarray(count);
    } else if (hasEnded) {
      deferred.reject(new NetworkProxyError("bad_handshake", "the client broke off or was too slow"));
    } else return;
    waiting = undefined;
    // Nothing more is taken in than somebody waits for.
    socket.pause();
  };
  const onData = (bytes: Buffer) => {
    held = Buffer.concat([held, bytes]);
    settle();
  };
  const onEnd = () => {
    hasEnded = true;
    settle();
  };
  socket.on("data", onData).on("end", onEnd).on("close", onEnd).pause();
  signal.addEventListener("abort", onEnd);
  return {
    take(count) {
      waiting = { count, deferred: createDeferred() };
      const { promise } = waiting.deferred;
      socket.resume();
      settle();
      return promise;
    },
    release() {
      signal.removeEventListener("abort", onEnd);
      socket.off("data", onData).off("end", onEnd).off("close", onEnd).pause();
      if (held.length > 0) socket.unshift(held);
    },
  };
}
