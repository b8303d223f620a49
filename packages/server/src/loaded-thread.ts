/** One open thread of the server. */
import type { CodexThread } from "@codex-ts/core";
import type { ServerNotification } from "@codex-ts/protocol/app-server";
import type { ServerRequests } from "./server-requests.ts";

/** Receives what a thread has to say. */
export interface Listener {
  notify(notification: ServerNotification): void;
  readonly requests: ServerRequests;
}

/** A thread with everything that the server keeps beside it. */
export interface LoadedThread {
  readonly thread: CodexThread;
  /** Every listener gets everything, from the moment it is added. */
  readonly listeners: Set<Listener>;
  /** The turn that was started last and has not ended. */
  activeTurn: string | undefined;
  /** Resolved and emptied when the active turn has ended. */
  readonly waitingForEnd: Set<() => void>;
}
