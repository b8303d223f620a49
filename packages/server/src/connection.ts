/** One client of the server: its calls, and its share of what threads have to say. */
import type { ClientMethod, ClientParams, ClientResult } from "@codex-ts/protocol/app-server";
import type { ClientIdentity, Runtime } from "@codex-ts/runtime";
import type { BrowserLogins } from "./account/browser-logins.ts";
import type { Listener } from "./loaded-thread.ts";
import type { LoadedThreads } from "./loaded-threads.ts";
import type { MethodContext, MethodHandler } from "./method-context.ts";
import { methodTable } from "./methods/method-table.ts";
import { createConversations } from "./v1/conversations.ts";

/** The server's parts, of which all its connections are made. */
export interface Engine {
  readonly runtime: Runtime;
  readonly threads: LoadedThreads;
  readonly logins: BrowserLogins;
  readonly now: () => number;
}

/** A client as the server hears and asks it. */
export interface Connection {
  /** Calls a method. Rejects with `RpcError` for a refusal, and with the reason when the connection is closed. */
  request<Method extends ClientMethod>(
    method: Method,
    params: ClientParams<Method>,
    signal: AbortSignal,
  ): Promise<ClientResult<Method>>;
  /** Resolves when no thread that the client listens to has a turn. Rejects with the signal's reason. */
  idle(signal: AbortSignal): Promise<void>;
  /** Ends the calls under way, and closes the threads that nobody else listens to. */
  close(): Promise<void>;
}

/** Connects a listener; `client` is who it says it is, and `onClosed` is called once the connection is closed. */
export function openConnection(
  engine: Engine,
  listener: Listener,
  client: ClientIdentity | undefined,
  onClosed: () => void,
): Connection {
  const end = new AbortController();
  const conversations = createConversations(listener);
  const context: MethodContext = { ...engine, caller: listener, conversations, client };
  const listeners = () => [listener, ...conversations.listeners()];
  return {
    request(method, params, signal) {
      const handle = methodTable[method] as MethodHandler<typeof method>;
      return handle(context, params, AbortSignal.any([signal, end.signal]));
    },
    async idle(signal) {
      await Promise.all(listeners().map((each) => engine.threads.idle(each, signal)));
    },
    async close() {
      end.abort(new Error("the connection was closed"));
      try {
        await Promise.all(listeners().map((each) => engine.threads.release(each)));
      } finally {
        onClosed();
      }
    },
  };
}
