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
import { createLoadedThreads } from "./loaded-threads.ts";
import type { MethodHandler } from "./method-context.ts";
import { methodTable } from "./methods/method-table.ts";
import { createInProcessRequests } from "./server-requests.ts";

/** A running engine. */
export interface Server {
  /** Connects a client of the same process; values pass through as they are. */
  connect(handlers: ServerRequestHandlers): AppServerClient;
  /** Closes all threads: turns are interrupted, processes ended, rollouts written. */
  close(): Promise<void>;
}

/** Makes the server over a runtime, which it closes at its end. */
export function createServer(runtime: Runtime, clock: { now(): number }): Server {
  const threads = createLoadedThreads();
  const close = async () => {
    await threads.closeAll();
    await runtime.close();
  };

  return {
    close,
    connect(handlers) {
      const notifications = createAsyncQueue<ServerNotification>();
      const connection = new AbortController();
      const caller = {
        notify: (notification: ServerNotification) => notifications.push(notification),
        requests: createInProcessRequests(handlers, connection.signal),
      };
      const context = { runtime, threads, caller, now: () => clock.now() };
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
          await close();
          notifications.close();
        },
      };
    },
  };
}
