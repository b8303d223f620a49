/** The life of one thread of the server: opening → open → closing → closed. */
import type { CodexThread } from "@codex-ts/core";
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { OpenedThread } from "@codex-ts/runtime";
import { followThread } from "./follow-thread.ts";
import type { Listener, LoadedThread } from "./loaded-thread.ts";
import { type ThreadDisplay, toThreadDisplay } from "./thread-display.ts";

/** Where a thread stands. `settled` resolves when the change is over, whichever way it went. */
export type ThreadState =
  | { readonly kind: "opening"; readonly settled: Promise<void> }
  | { readonly kind: "open"; readonly loaded: LoadedThread }
  | { readonly kind: "closing"; readonly settled: Promise<void> }
  | { readonly kind: "closed" };

/** A thread from the moment somebody asks for it. It never goes back, and is closed at most once. */
export interface ThreadLife {
  /** Undefined for a new thread until it is open. */
  readonly threadId: string | undefined;
  readonly state: ThreadState;
  /** Those who get everything that the thread says; whoever asked for it is the first. */
  readonly listeners: Set<Listener>;
  /** Rejects as `open` did, or with an invalid-request error when the end was asked for meanwhile. */
  readonly opened: Promise<LoadedThread>;
  /**
   * Ends the thread: its turn is interrupted, and what it still has to say is said. What is being opened ends
   * right after. Settles at the end of the life; rejects when the end was not as it should be.
   */
  close(): Promise<void>;
}

/** What a life begins with. */
export interface ThreadBirth {
  /** Known for a stored thread. */
  readonly threadId: string | undefined;
  readonly listener: Listener;
  /** True tells the listener of raw items, too. */
  readonly wantsRaw?: boolean;
  readonly open: () => Promise<OpenedThread>;
  /** Called once, as soon as the thread is closed or could not be opened. */
  readonly onClosed: () => void;
}

/** Starts to open a thread; once open it is followed until it ends, by itself or by `close`. */
export function beginThread({ threadId, listener, wantsRaw, open, onClosed }: ThreadBirth): ThreadLife {
  const listeners = new Set([listener]);
  const rawListeners = new WeakSet(wantsRaw ? [listener] : []);
  let id = threadId;
  let closing: Promise<void> | undefined;

  const enterClosing = (how: Promise<void>) => {
    closing = how;
    state = { kind: "closing", settled: settling(how) };
  };
  const enterClosed = () => {
    state = { kind: "closed" };
    onClosed();
  };

  const live = async (): Promise<LoadedThread> => {
    const found = await open();
    if (closing) {
      await found.thread.close();
      throw new RpcError(RPC_ERROR.invalidRequest, "the connection was closed");
    }
    id = found.thread.id;
    const loaded = toLoaded(found, listeners, rawListeners);
    tellFindings(found, listener);
    state = { kind: "open", loaded };
    followed = followThread(loaded);
    // A thread can also end by itself.
    void followed.then(() => {
      if (state.kind === "open") enterClosed();
    });
    return loaded;
  };

  const closeOpen = ({ thread }: LoadedThread) =>
    thread
      .close()
      .then(() => followed)
      .finally(enterClosed);

  let followed: Promise<void> | undefined;
  const opened = live().catch((error: unknown) => {
    enterClosed();
    throw error;
  });
  let state: ThreadState = { kind: "opening", settled: settling(opened) };

  return {
    get threadId() {
      return id;
    },
    get state() {
      return state;
    },
    listeners,
    opened,
    close() {
      if (state.kind === "open") enterClosing(closeOpen(state.loaded));
      else if (state.kind === "opening") enterClosing(settling(opened));
      return closing ?? Promise.resolve();
    },
  };
}

/** An agent, from the moment its thread has opened it. */
export interface Adoption {
  readonly agent: CodexThread;
  readonly display: ThreadDisplay;
  /** Those of the thread that opened it, now and later. */
  readonly listeners: Set<Listener>;
  /** Called once, as soon as the agent is closed. */
  readonly onClosed: () => void;
}

/** Begins a life that is open from the start; the thread that opened the agent may end it as well. */
export function adoptThread({ agent, display, listeners, onClosed }: Adoption): ThreadLife {
  const loaded: LoadedThread = {
    thread: agent,
    display,
    readServers: undefined,
    listeners,
    rawListeners: new WeakSet(),
    watchers: new Set(),
    activeTurn: undefined,
  };
  let state: ThreadState = { kind: "open", loaded };
  const followed = followThread(loaded).then(() => {
    state = { kind: "closed" };
    onClosed();
  });
  return {
    threadId: agent.id,
    get state() {
      return state;
    },
    listeners,
    opened: Promise.resolve(loaded),
    async close() {
      if (state.kind === "open") state = { kind: "closing", settled: followed };
      await agent.close();
      await followed;
    },
  };
}

function toLoaded(
  { thread, config, readServers }: OpenedThread,
  listeners: Set<Listener>,
  rawListeners: WeakSet<Listener>,
): LoadedThread {
  const display = toThreadDisplay(config);
  return {
    thread,
    display,
    readServers,
    listeners,
    rawListeners,
    watchers: new Set(),
    activeTurn: undefined,
  };
}

/** The same moment without the outcome. */
function settling(change: Promise<unknown>): Promise<void> {
  const forget = () => undefined;
  return change.then(forget, forget);
}

/** Tells whoever opens a thread what was found in its settings and documents. */
function tellFindings({ thread, config, warnings }: OpenedThread, listener: Listener): void {
  for (const { summary, details } of config.deprecations) {
    const msg = {
      type: "deprecation_notice",
      summary,
      ...(details === undefined ? {} : { details }),
    } as const;
    // It comes from no submission, and has no id therefore.
    listener.hear?.(thread.id, { id: "", msg });
    const params = { summary, details: details ?? null };
    listener.notify({ method: "deprecationNotice", params }, thread.id);
  }
  for (const summary of warnings) {
    listener.notify({ method: "configWarning", params: { summary, details: null } }, thread.id);
  }
}
