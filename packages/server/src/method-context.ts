/** What every method handler works with. */

import type { ClientMethod, ClientParams, ClientResult } from "@codex-ts/protocol/app-server";
import type { ClientIdentity, Runtime } from "@codex-ts/runtime";
import type { BrowserLogins } from "./account/browser-logins.ts";
import type { Listener } from "./loaded-thread.ts";
import type { LoadedThreads } from "./loaded-threads.ts";
import type { Conversations } from "./v1/conversations.ts";

/** The server's parts, and the client that calls. */
export interface MethodContext {
  readonly runtime: Runtime;
  readonly threads: LoadedThreads;
  readonly logins: BrowserLogins;
  readonly caller: Listener;
  /** What the caller has open by the older protocol. */
  readonly conversations: Conversations;
  /** Who the caller says it is; undefined for the program itself. */
  readonly client: ClientIdentity | undefined;
  readonly now: () => number;
}

/** Handles one method; refuses by throwing an `RpcError`. */
export type MethodHandler<Method extends ClientMethod> = (
  context: MethodContext,
  params: ClientParams<Method>,
  signal: AbortSignal,
) => Promise<ClientResult<Method>>;
