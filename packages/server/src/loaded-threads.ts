/** The threads that this server has open. */
import type { CodexThread } from "@codex-ts/core";
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { followThread } from "./follow-thread.ts";
import type { Listener, LoadedThread } from "./loaded-thread.ts";

/** The table of open threads. */
export interface LoadedThreads {
  /** Takes in a thread that has just been opened, and starts to follow it. */
  add(thread: CodexThread, listener: Listener): LoadedThread;
  find(threadId: string): LoadedThread | undefined;
  /** Throws an invalid-request error for a thread that is not open. */
  get(threadId: string): LoadedThread;
  /** Closes all threads and waits until everything they had to say has been said. */
  closeAll(): Promise<void>;
}

/** Makes an empty table. */
export function createLoadedThreads(): LoadedThreads {
  const threads = new Map<string, { readonly loaded: LoadedThread; readonly followed: Promise<void> }>();
  const find = (threadId: string) => threads.get(threadId)?.loaded;
  return {
    add(thread, listener) {
      const loaded: LoadedThread = {
        thread,
        listeners: new Set([listener]),
        activeTurn: undefined,
        waitingForEnd: new Set(),
      };
      threads.set(thread.id, { loaded, followed: followThread(loaded) });
      return loaded;
    },
    find,
    get(threadId) {
      const loaded = find(threadId);
      if (loaded) return loaded;
      throw new RpcError(RPC_ERROR.invalidRequest, `thread not found: ${threadId}`);
    },
    async closeAll() {
      const open = [...threads.values()];
      threads.clear();
      await Promise.all(
        open.map(async ({ loaded, followed }) => {
          await loaded.thread.close();
          await followed;
        }),
      );
    },
  };
}
