/** The threads that this server has open. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { OpenedThread } from "@codex-ts/runtime";
import { followThread } from "./follow-thread.ts";
import type { Listener, LoadedThread } from "./loaded-thread.ts";
import { createPendingChanges } from "./pending-changes.ts";
import { toThreadDisplay } from "./thread-display.ts";

/** The table of open threads. A thread is in it at most once, however many clients ask for it. */
export interface LoadedThreads {
  /** Takes in a thread that has just been opened, and starts to follow it. */
  add(opened: OpenedThread, listener: Listener): LoadedThread;
  /**
   * Adds the listener to the open thread, or opens it. Waits for an opening or closing of the same thread
   * that is under way.
   */
  attach(threadId: string, listener: Listener, open: () => Promise<OpenedThread>): Promise<LoadedThread>;
  /** Throws an invalid-request error for a thread that is not open. */
  get(threadId: string): LoadedThread;
  /** Takes a listener away everywhere, and closes the threads that nobody listens to any more. */
  release(listener: Listener): Promise<void>;
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

  const add: LoadedThreads["add"] = (opened, listener) => {
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

  const close = (threadId: string, { loaded, followed }: Entry): Promise<void> => {
    entries.delete(threadId);
    const closing = loaded.thread.close().then(() => followed);
    changes.track(threadId, closing);
    return closing;
  };

  return {
    add,
    async attach(threadId, listener, open) {
      let change = changes.underWay(threadId);
      while (change) {
        await change;
        change = changes.underWay(threadId);
      }
      const entry = entries.get(threadId);
      if (entry) {
        entry.loaded.listeners.add(listener);
        return entry.loaded;
      }
      const opening = open().then((opened) => add(opened, listener));
      changes.track(threadId, opening);
      return opening;
    },
    get(threadId) {
      const entry = entries.get(threadId);
      if (entry) return entry.loaded;
      throw new RpcError(RPC_ERROR.invalidRequest, `thread not found: ${threadId}`);
    },
    async release(listener) {
      const deserted = [...entries].filter(
        ([, { loaded }]) => loaded.listeners.has(listener) && loaded.listeners.size === 1,
      );
      await Promise.all(deserted.map(([threadId, entry]) => close(threadId, entry)));
      for (const { loaded } of entries.values()) loaded.listeners.delete(listener);
    },
    async closeAll() {
      await changes.allSettled();
      await Promise.all([...entries].map(([threadId, entry]) => close(threadId, entry)));
    },
  };
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
