/** An open WebSocket as a reader of frames. */
import type { WebSocket } from "ws";
import type { ResponseHeaders } from "../response/header-text.ts";
import { IdleTimeout } from "../transport/read-events.ts";

/** What comes in, in order. */
export type Frame =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary" }
  /** The last one: the connection is gone, with the error that ended it if there was one. */
  | { readonly kind: "closed"; readonly cause: unknown };

/** A connection; whoever opened it closes it. */
export interface Connection {
  /** Of the answer to the handshake; none before it. */
  readonly headers: ResponseHeaders;
  /** False as soon as it is known that nothing can be sent any more. */
  readonly isOpen: boolean;
  send(text: string): void;
  /** The next frame. Rejects with `IdleTimeout` when not even a ping comes for that long. */
  next(idleTimeoutMs: number): Promise<Frame>;
  /** Says goodbye and destroys the connection at once; what has come in can still be read. */
  close(): void;
}

/** So many unread frames make the server wait. */
const HIGH_WATER = 256;

/** How often an idle connection shows signs of life, in milliseconds: routers forget silent ones in minutes. */
const KEEP_ALIVE_MS = 30_000;

/** Reads a socket from now on; it may still be connecting. */
export function createConnection(socket: WebSocket): Connection {
  const frames: Frame[] = [];
  let headers: ResponseHeaders = {};
  let cause: unknown;
  let wake: () => void = () => undefined;
  let alive: () => void = () => undefined;

  const add = (frame: Frame) => {
    frames.push(frame);
    if (frames.length >= HIGH_WATER && !socket.isPaused) socket.pause();
    alive();
    wake();
  };
  socket.on("message", (data, isBinary) => {
    add(isBinary ? { kind: "binary" } : { kind: "text", text: String(data) });
  });
  socket.on("ping", () => alive());
  socket.once("upgrade", (answer) => {
    headers = answer.headers;
    answer.socket.setKeepAlive(true, KEEP_ALIVE_MS);
  });
  // `close` follows every error.
  socket.on("error", (error) => {
    cause ??= error;
  });
  socket.once("close", () => add({ kind: "closed", cause }));

  return {
    get headers() {
      return headers;
    },
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    send(text) {
      // A failure is told by `close`.
      socket.send(text, () => undefined);
    },
    async next(idleTimeoutMs) {
      if (frames.length === 0) {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        const timer = setTimeout(() => reject(new IdleTimeout("no frame came in time")), idleTimeoutMs);
        wake = resolve;
        alive = () => void timer.refresh();
        await promise.finally(() => {
          clearTimeout(timer);
          wake = alive = () => undefined;
        });
      }
      const frame = frames.shift() ?? { kind: "closed", cause };
      if (frames.length < HIGH_WATER && socket.isPaused) socket.resume();
      return frame;
    },
    close() {
      if (socket.readyState === socket.OPEN) socket.close(1000);
      socket.terminate();
    },
  };
}
