/** Asking a client. */
import type {
  ServerRequestHandlers,
  ServerRequestMethod,
  ServerRequestParams,
  ServerRequestResult,
} from "@codex-ts/protocol/app-server";
import { untilAborted } from "@codex-ts/std";

/** Questions to one client. */
export interface ServerRequests {
  /**
   * The client's answer; undefined when it has no answer for this method, failed to give one, or when
   * `signal` withdrew the question. Never rejects.
   */
  ask<Method extends ServerRequestMethod>(
    method: Method,
    params: ServerRequestParams<Method>,
    signal: AbortSignal,
  ): Promise<ServerRequestResult<Method> | undefined>;
}

/** Questions to a client in the same process; `connection` ends with it. */
export function createInProcessRequests(
  handlers: ServerRequestHandlers,
  connection: AbortSignal,
): ServerRequests {
  return {
    async ask(method, params, signal) {
      const handle = handlers[method];
      if (!handle) return undefined;
      const either = AbortSignal.any([signal, connection]);
      try {
        return await untilAborted(handle(params, either), either);
      } catch {
        // A client that fails to answer has not agreed: the caller treats this as a refusal.
        return undefined;
      }
    },
  };
}
