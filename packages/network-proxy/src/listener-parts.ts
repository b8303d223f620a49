/** What the listeners of one proxy have in common. */
import type { AccessLog } from "./access-log.ts";
import type { Gate } from "./gate.ts";
import type { SocketSet } from "./socket-set.ts";

/** Collaborators of a listener. */
export interface ListenerParts {
  readonly gate: Gate;
  readonly log: AccessLog;
  /** Every open connection, to end them all. */
  readonly sockets: SocketSet;
  /** How long a client may take to say what it wants, in milliseconds. */
  readonly handshakeLimitMs: number;
  /** Aborted when the proxy ends. */
  readonly signal: AbortSignal;
}
