/** The threads that this server has open. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { OpenedThread } from "@codex-ts/runtime";
import { untilAborted } from "@codex-ts/std";
import { followThread } from "./follow-thread.ts";
import type { Listener, LoadedThread } from "./loaded-thread.ts";
import { createPendingChanges } from "./pending-changes.ts";
import { toThreadDisplay } from "./thread-display.ts";

/** The table of open threads. A thread is in it at most once, however many clients ask for it. */
export interface LoadedThreads {
  /**
   * Opens a new thread and starts to follow it. Throws an invalid-request error when the listener, or the whole
   * table, has gone meanwhile: what was opened is then closed again.
   */
  start(listener: Listener, open: () => Promise<OpenedThread>): Promise<LoadedThread>;
  /**
   * Adds the listener to the open thread, or opens it. Waits for an opening or closing of the same thread
   * that is under way. Throws as `start` does.
   */
  attach(threadId: string, listener: Listener, open: () => Promise<OpenedThread>): Promise<LoadedThread>;
  /** Throws an invalid-request error for a thread that is not open. */
  get(threadId: string): LoadedThread;
  /** Takes a listener away everywhere, and closes the threads that nobody listens to any more. */
  release(listener: Listener): Promise<void>;
  /** Resolves when no thread of the listener has a turn. Rejects with the signal's reason. */
  idle(listener: Listener, signal: AbortSignal): Promise<void>;
  /** Closes all threads and waits until everything they had to say has been said. */
  closeAll(): Promise<void>;
}

interface Entry {
  readonly loaded: LoadedThread;
  /** Settles when the thread has said its last. */
  readonly followed: Promise<void>;
}

/** Makes an empty table. */
export function createLoadedThreads(): LoadedThreads {
  const entries = new Map<string, Entry>();
  const changes = createPendingChanges();
  const starting = new Set<Promise<unknown>>();
  const gone = new WeakSet<Listener>();
  let isClosed = false;

  const checkPresent = (listener: Listener) => {
    if (isClosed || gone.has(listener))
      throw new RpcError(RPC_ERROR.invalidRequest, "the connection was closed");
  };

  const add = (opened: OpenedThread, listener: Listener): LoadedThread => {
    const loaded: LoadedThread = {
      thread: opened.thread,
      display: toThreadDisplay(opened.config),
      listeners: new Set([listener]),
      activeTurn: undefined,
    };
    tellFindings(opened, listener);
    entries.set(opened.thread.id, { loaded, followed: followThread(loaded) });
    return loaded;
  };

  /** Nobody would ever close a thread whose listener went away while it was being opened. */
  const take = async (opened: OpenedThread, listener: Listener): Promise<LoadedThread> => {
    try {
      checkPresent(listener);
    } catch (error) {
      await opened.thread.close();
      throw error;
    }
    return add(opened, listener);
  };

  const close = (threadId: string, { loaded, followed }: Entry): Promise<void> => {
    entries.delete(threadId);
    const closing = loaded.thread.close().then(() => followed);
    changes.track(threadId, closing);
    return closing;
  };

  return {
    async start(listener, open) {
      checkPresent(listener);
      const opening = open().then((opened) => take(opened, listener));
      const settled = opening.then(
        () => undefined,
        () => undefined,
      );
      starting.add(settled);
      void settled.then(() => starting.delete(settled));
      return opening;
    },
    async attach(threadId, listener, open) {
      let change = changes.underWay(threadId);
      while (change) {
        await change;
        change = changes.underWay(threadId);
      }
      checkPresent(listener);
      const entry = entries.get(threadId);
      if (entry) {
        entry.loaded.listeners.add(listener);
        return entry.loaded;
      }
      const opening = open().then((opened) => take(opened, listener));
      changes.track(threadId, opening);
      return opening;
    },
    get(threadId) {
      const entry = entries.get(threadId);
      if (entry) return entry.loaded;
      throw new RpcError(RPC_ERROR.invalidRequest, `thread not found: ${threadId}`);
    },
    async release(listener) {
      gone.add(listener);
      const deserted = [...entries].filter(
        ([, { loaded }]) => loaded.listeners.has(listener) && loaded.listeners.size === 1,
      );
      await Promise.all(deserted.map(([threadId, entry]) => close(threadId, entry)));
      for (const { loaded } of entries.values()) loaded.listeners.delete(listener);
    },
    async idle(listener, signal) {
      for (;;) {
        signal.throwIfAborted();
        const turns = [...entries.values()]
          .filter(({ loaded }) => loaded.listeners.has(listener))
          .flatMap(({ loaded }) => loaded.activeTurn ?? []);
        if (turns.length === 0) return;
        await untilAborted(Promise.all(turns.map(({ end }) => aborted(end.signal))), signal);
      }
    },
    async closeAll() {
      isClosed = true;
      await Promise.all([changes.allSettled(), ...starting]);
      await Promise.all([...entries].map(([threadId, entry]) => close(threadId, entry)));
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Tells whoever opens a thread what was found in its settings and documents. */
function tellFindings({ config, warnings }: OpenedThread, listener: Listener): void {
  for (const { summary, details } of config.deprecations) {
    listener.notify({ method: "deprecationNotice", params: { summary, details: details ?? null } });
  }
  for (const summary of warnings) {
    listener.notify({ method: "configWarning", params: { summary, details: null } });
  }
}
