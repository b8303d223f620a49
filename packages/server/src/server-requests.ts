/** Asking a client. */
import type {
  ServerRequestHandlers,
  ServerRequestMethod,
  ServerRequestParams,
  ServerRequestResult,
} from "@codex-ts/protocol/app-server";

/** Questions to one client. */
export interface ServerRequests {
  /** The client's answer; undefined when it has no answer for this method, or failed to give one. */
  ask<Method extends ServerRequestMethod>(
    method: Method,
    params: ServerRequestParams<Method>,
  ): Promise<ServerRequestResult<Method> | undefined>;
}

/** Questions to a client in the same process; `signal` ends with the connection. */
export function createInProcessRequests(
  handlers: ServerRequestHandlers,
  signal: AbortSignal,
): ServerRequests {
  return {
    async ask(method, params) {
      const handle = handlers[method];
      if (!handle) return undefined;
      try {
        return await handle(params, signal);
      } catch {
        // A client that fails to answer has not agreed: the caller treats this as a refusal.
        return undefined;
      }
    },
  };
}
