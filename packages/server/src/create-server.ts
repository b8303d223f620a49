/** The front door: one engine, any number of clients. */
import type {
  AppServerClient,
  ClientMethod,
  ClientParams,
  ClientResult,
  ServerNotification,
  ServerRequestHandlers,
} from "@codex-ts/protocol/app-server";
import type { Runtime } from "@codex-ts/runtime";
import { createAsyncQueue } from "@codex-ts/std";
import { createBrowserLogins } from "./account/browser-logins.ts";
import { createLoadedThreads, type LoadedThreads } from "./loaded-threads.ts";
import type { MethodContext, MethodHandler } from "./method-context.ts";
import { methodTable } from "./methods/method-table.ts";
import { createInProcessRequests } from "./server-requests.ts";
import type { ThreadDisplay } from "./thread-display.ts";

/** A running engine. */
export interface Server {
  /** Connects a client of the same process; values pass through as they are. */
  connect(handlers: ServerRequestHandlers): AppServerClient;
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
  const threads = createLoadedThreads();
  const logins = createBrowserLogins();
  const clients = new Set<AppServerClient>();
  let closing: Promise<void> | undefined;

  const closeAll = async () => {
    try {
      await Promise.all([logins.cancelAll(), threads.closeAll()]);
    } finally {
      // Whatever went wrong: a client that is never told of the end would wait for it.
      await Promise.all([...clients].map((client) => client.close()));
      await runtime.close();
    }
  };

  return {
    displayOf: (threadId) => threads.get(threadId).display,
    connect(handlers) {
      const client = connectClient({ runtime, threads, logins, now: () => clock.now() }, handlers, () =>
        clients.delete(client),
      );
      clients.add(client);
      return client;
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

function connectClient(
  engine: Omit<MethodContext, "caller"> & { readonly threads: LoadedThreads },
  handlers: ServerRequestHandlers,
  onClosed: () => void,
): AppServerClient {
  const notifications = createAsyncQueue<ServerNotification>();
  const connection = new AbortController();
  const caller = {
    notify: (notification: ServerNotification) => notifications.push(notification),
    requests: createInProcessRequests(handlers, connection.signal),
  };
  const context: MethodContext = { ...engine, caller };
  return {
    notifications,
    request<Method extends ClientMethod>(
      method: Method,
      params: ClientParams<Method>,
      signal: AbortSignal,
    ): Promise<ClientResult<Method>> {
      const handle = methodTable[method] as MethodHandler<Method>;
      return handle(context, params, AbortSignal.any([signal, connection.signal]));
    },
    async close() {
      connection.abort(new Error("the connection was closed"));
      try {
        await engine.threads.release(caller);
      } finally {
        notifications.close();
        onClosed();
      }
    },
  };
}
