/** The one interface between a front end and the engine, in process or over a wire. */
import type {
  ClientMethod,
  ClientParams,
  ClientResult,
  ServerNotification,
  ServerRequestMethod,
  ServerRequestParams,
  ServerRequestResult,
} from "./method-types.ts";

/** JSON-RPC codes that the app-server uses. */
export const RPC_ERROR = { invalidRequest: -32600, internal: -32603 } as const;

/** A call that the server refused, with its JSON-RPC code. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(
    code: number,
    message: string,
    options: { readonly data?: unknown; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "RpcError";
    this.code = code;
    this.data = options.data;
  }
}

/** How a client answers the server's requests. A method without an answer is declined. */
export type ServerRequestHandlers = {
  readonly [Method in ServerRequestMethod]?: (
    params: ServerRequestParams<Method>,
    signal: AbortSignal,
  ) => Promise<ServerRequestResult<Method>>;
};

/** A connection to the engine. */
export interface AppServerClient {
  /** Calls a method; rejects with `RpcError` when the server refuses. */
  request<Method extends ClientMethod>(
    method: Method,
    params: ClientParams<Method>,
    signal: AbortSignal,
  ): Promise<ClientResult<Method>>;
  /** Everything that the server tells this client, in order; for one reader. Ends after `close`. */
  readonly notifications: AsyncIterable<ServerNotification>;
  /** Ends the connection: running turns are interrupted, processes ended, rollouts flushed. */
  close(): Promise<void>;
}
