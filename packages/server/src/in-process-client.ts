/** A client in the same process: values pass through as they are. */
import type {
  AppServerClient,
  ServerNotification,
  ServerRequestHandlers,
} from "@codex-ts/protocol/app-server";
import { createAsyncQueue } from "@codex-ts/std";
import { type Engine, openConnection } from "./connection.ts";
import { createInProcessRequests } from "./server-requests.ts";

/** Connects the client; `onClosed` is called once it is closed. */
export function connectInProcess(
  engine: Engine,
  handlers: ServerRequestHandlers,
  onClosed: () => void,
): AppServerClient {
  const notifications = createAsyncQueue<ServerNotification>();
  const end = new AbortController();
  const listener = {
    notify: (notification: ServerNotification) => notifications.push(notification),
    requests: createInProcessRequests(handlers, end.signal),
  };
  const connection = openConnection(engine, listener, undefined, () => {
    notifications.close();
    onClosed();
  });
  return {
    notifications,
    request: connection.request,
    async close() {
      end.abort(new Error("the connection was closed"));
      await connection.close();
    },
  };
}
