/** The front door: one engine, any number of clients. */
import type { AppServerClient, ServerRequestHandlers } from "@codex-ts/protocol/app-server";
import type { ClientIdentity, Runtime } from "@codex-ts/runtime";
import { createBrowserLogins } from "./account/browser-logins.ts";
import { type Connection, openConnection } from "./connection.ts";
import { connectInProcess } from "./in-process-client.ts";
import type { Listener } from "./loaded-thread.ts";
import { createLoadedThreads } from "./loaded-threads.ts";
import { findStartWarnings, type StartWarning } from "./start-warnings.ts";
import type { ThreadDisplay } from "./thread-display.ts";

/** A running engine. */
export interface Server {
  /** Connects a client of the same process; values pass through as they are. */
  connect(handlers: ServerRequestHandlers): AppServerClient;
  /** Connects a client of another process, for those that carry its messages; params are taken as checked. */
  attach(listener: Listener, client: ClientIdentity): Connection;
  /** The user agent of the requests that are made for a client. */
  userAgentOf(client: ClientIdentity): string;
  /** What is wrong with the settings of the process's folder, for a client that has just come. Never rejects. */
  startWarnings(signal: AbortSignal): Promise<readonly StartWarning[]>;
  /** How an open thread is to be shown. Throws `RpcError` for a thread that is not open. */
  displayOf(threadId: string): ThreadDisplay;
  /**
   * Closes all threads: turns are interrupted, processes ended, rollouts written. The clients' notifications
   * end after the last of it. Closing twice is allowed.
   */
  close(): Promise<void>;
}

/** Makes the server over a runtime, which it closes at its end. */
export function createServer(runtime: Runtime, clock: { now(): number }): Server {
  const engine = {
    runtime,
    threads: createLoadedThreads(),
    logins: createBrowserLogins(),
    now: () => clock.now(),
  };
  const clients = new Set<{ close(): Promise<void> }>();
  let closing: Promise<void> | undefined;

  const closeAll = async () => {
    try {
      await Promise.all([engine.logins.close(), engine.threads.closeAll()]);
    } finally {
      // Whatever went wrong: a client that is never told of the end would wait for it.
      await Promise.all([...clients].map((client) => client.close()));
      await runtime.close();
    }
  };

  return {
    displayOf: (threadId) => engine.threads.get(threadId).display,
    userAgentOf: (client) => runtime.userAgentOf(client),
    startWarnings: (signal) => findStartWarnings(runtime, signal),
    connect(handlers) {
      const client = connectInProcess(engine, handlers, () => clients.delete(client));
      clients.add(client);
      return client;
    },
    attach(listener, client) {
      const connection = openConnection(engine, listener, client, () => clients.delete(connection));
      clients.add(connection);
      return connection;
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}
