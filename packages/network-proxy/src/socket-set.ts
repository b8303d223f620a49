/** The open connections of a proxy. */
import type { Socket } from "node:net";

/** Knows every connection until it is closed. */
export interface SocketSet {
  /** Adds a connection; after the end of the proxy it is destroyed at once. */
  add(socket: Socket): void;
  readonly size: number;
  /** Breaks all of them. */
  destroyAll(): void;
}

/** Starts an empty set. */
export function createSocketSet(): SocketSet {
  const open = new Set<Socket>();
  let isClosed = false;
  return {
    add(socket) {
      if (isClosed) return void socket.destroy();
      open.add(socket);
      socket.once("close", () => open.delete(socket));
    },
    get size() {
      return open.size;
    },
    destroyAll() {
      isClosed = true;
      for (const socket of open) socket.destroy();
    },
  };
}
