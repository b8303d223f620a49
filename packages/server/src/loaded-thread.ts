/** One open thread of the server. */
import type { CodexThread } from "@codex-ts/core";
import type { Event, Op } from "@codex-ts/protocol";
import { RPC_ERROR, RpcError, type ServerNotification, type ThreadItem } from "@codex-ts/protocol/app-server";
import type { OpenedThread } from "@codex-ts/runtime";
import { reasonOf, untilAborted } from "@codex-ts/std";
import type { ServerRequests } from "./server-requests.ts";
import type { ThreadDisplay } from "./thread-display.ts";

/** Receives what a thread has to say. */
export interface Listener {
  /** Hears every event of the engine, right before what it is translated to; most clients do not want them. */
  hear?(threadId: string, event: Event): void;
  /** Is told something; `threadId` names the thread that it comes from where its params do not. */
  notify(notification: ServerNotification, threadId?: string): void;
  /** True is asked by the methods of the older protocol. */
  readonly asksLegacy?: boolean;
  readonly requests: ServerRequests;
}

/** The turn that was started last and has not ended. */
export interface ActiveTurn {
  readonly id: string;
  /** What the announcement of the turn shows. */
  readonly items: readonly ThreadItem[];
  /** Aborted when the turn ends: whatever is still asked then has lost its point. */
  readonly end: AbortController;
  /** False until the engine has announced the turn. */
  hasStarted: boolean;
}

/** A thread with everything that the server keeps beside it. */
export interface LoadedThread {
  readonly thread: CodexThread;
  readonly display: ThreadDisplay;
  /** Reads which MCP servers the thread is to have; undefined for an agent, which has those of its thread. */
  readonly readServers: OpenedThread["readServers"] | undefined;
  /** Every listener gets everything, from the moment it is added. */
  readonly listeners: Set<Listener>;
  /** Those of the listeners who also get every item as the model sees it. */
  readonly rawListeners: WeakSet<Listener>;
  /** Handlers of methods that wait for an event. */
  readonly watchers: Set<(event: Event) => void>;
  activeTurn: ActiveTurn | undefined;
}

/** Hands an op to the thread. Throws an invalid-request error when it is closed or overrun. */
export function submitOp({ thread }: LoadedThread, op: Op): string {
  try {
    return thread.submit(op);
  } catch (error) {
    const message = reasonOf(error);
    throw new RpcError(RPC_ERROR.invalidRequest, message, { cause: error });
  }
}

/** Throws an invalid-request error while a turn is running. */
export function refuseWhileBusy({ activeTurn }: LoadedThread): void {
  if (activeTurn === undefined) return;
  const message = `turn ${activeTurn.id} is still running; interrupt it or wait for its end`;
  throw new RpcError(RPC_ERROR.invalidRequest, message);
}

/** Remembers a turn that an op has just started. */
export function trackNewTurn(loaded: LoadedThread, turnId: string, items: readonly ThreadItem[] = []): void {
  loaded.activeTurn = { id: turnId, items, end: new AbortController(), hasStarted: false };
}

/** Resolves when the turn has ended. Rejects with the signal's reason. */
export function untilTurnEnds({ end }: ActiveTurn, signal: AbortSignal): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    if (end.signal.aborted) resolve();
    else end.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  return untilAborted(ended, signal);
}
