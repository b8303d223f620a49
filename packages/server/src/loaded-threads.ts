/** The threads of this server, from the first who asks for one to its end. */
import type { CodexThread } from "@codex-ts/core";
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { OpenedThread } from "@codex-ts/runtime";
import { type Listener, type LoadedThread, untilTurnEnds } from "./loaded-thread.ts";
import {
  adoptThread,
  beginThread,
  type ThreadBirth,
  type ThreadLife,
  type ThreadState,
} from "./thread-life.ts";

/** The table of threads. A thread lives in it at most once at a time, however many clients ask for it. */
export interface LoadedThreads {
  /**
   * Opens a new thread and starts to follow it. Throws an invalid-request error when the listener, or the whole
   * table, has gone meanwhile: what was opened is then closed again. `wantsRaw` tells the listener of raw items, too.
   */
  start(listener: Listener, open: () => Promise<OpenedThread>, wantsRaw?: boolean): Promise<LoadedThread>;
  /**
   * Adds the listener to the open thread, or opens it. Waits for an opening or closing of the same thread
   * that is under way. Throws as `start` does.
   */
  attach(threadId: string, listener: Listener, open: () => Promise<OpenedThread>): Promise<LoadedThread>;
  /** Follows an agent that an open thread has opened, for those who listen to that thread. */
  adopt(agent: CodexThread, parentId: string): void;
  /** Throws an invalid-request error for a thread that is not open. */
  get(threadId: string): LoadedThread;
  /** The thread, if it is open. */
  find(threadId: string): LoadedThread | undefined;
  /** The ids of all open threads, in ascending order. */
  ids(): readonly string[];
  /** Closes a thread, whoever listens; does nothing for one that is not open. Waits for its end. */
  closeThread(threadId: string): Promise<void>;
  /** Takes a listener away everywhere, and closes the threads that nobody listens to any more. */
  release(listener: Listener): Promise<void>;
  /** Resolves when no thread of the listener has a turn. Rejects with the signal's reason. */
  idle(listener: Listener, signal: AbortSignal): Promise<void>;
  /** Closes all threads and waits until everything they had to say has been said. */
  closeAll(): Promise<void>;
}

/** Makes an empty table. */
export function createLoadedThreads(): LoadedThreads {
  const lives = new Set<ThreadLife>();
  const gone = new WeakSet<Listener>();
  let isClosed = false;

  const checkPresent = (listener: Listener) => {
    if (isClosed || gone.has(listener))
      throw new RpcError(RPC_ERROR.invalidRequest, "the connection was closed");
  };

  /** A thread that nobody asked for is like one that was closed. */
  const stateOf = (threadId: string): ThreadState =>
    [...lives].find((life) => life.threadId === threadId)?.state ?? { kind: "closed" };

  const begin = (birth: Omit<ThreadBirth, "onClosed">): Promise<LoadedThread> => {
    const life = beginThread({ ...birth, onClosed: () => lives.delete(life) });
    lives.add(life);
    return life.opened;
  };

  return {
    async start(listener, open, wantsRaw = false) {
      checkPresent(listener);
      return begin({ threadId: undefined, listener, wantsRaw, open });
    },
    async attach(threadId, listener, open) {
      for (;;) {
        checkPresent(listener);
        const state = stateOf(threadId);
        if (state.kind === "closed") return begin({ threadId, listener, open });
        if (state.kind === "open") {
          state.loaded.listeners.add(listener);
          return state.loaded;
        }
        await state.settled;
      }
    },
    adopt(agent, parentId) {
      const parent = stateOf(parentId);
      // A thread that is being closed ends its agents.
      if (parent.kind !== "open") return;
      const { display, listeners } = parent.loaded;
      const life = adoptThread({ agent, display, listeners, onClosed: () => lives.delete(life) });
      lives.add(life);
    },
    get(threadId) {
      const state = stateOf(threadId);
      if (state.kind === "open") return state.loaded;
      throw new RpcError(RPC_ERROR.invalidRequest, `thread not found: ${threadId}`);
    },
    find(threadId) {
      const state = stateOf(threadId);
      return state.kind === "open" ? state.loaded : undefined;
    },
    ids: () =>
      [...lives].flatMap(({ state }) => (state.kind === "open" ? [state.loaded.thread.id] : [])).sort(),
    async closeThread(threadId) {
      await [...lives].find((life) => life.threadId === threadId)?.close();
    },
    async release(listener) {
      gone.add(listener);
      const closings: Promise<void>[] = [];
      for (const { listeners, state, close } of lives) {
        if (!listeners.has(listener)) continue;
        if (listeners.size > 1) listeners.delete(listener);
        else {
          const closing = close();
          // What is only being opened has nothing to say to a listener that leaves.
          if (state.kind !== "opening") closings.push(closing);
        }
      }
      await Promise.all(closings);
    },
    async idle(listener, signal) {
      for (;;) {
        signal.throwIfAborted();
        const turns = [...lives].flatMap(({ listeners, state }) =>
          state.kind === "open" && listeners.has(listener) ? (state.loaded.activeTurn ?? []) : [],
        );
        if (turns.length === 0) return;
        await Promise.all(turns.map((turn) => untilTurnEnds(turn, signal)));
      }
    },
    async closeAll() {
      isClosed = true;
      await Promise.all([...lives].map((life) => life.close()));
    },
  };
}
