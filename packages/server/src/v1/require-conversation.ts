/** Open threads by the name that the older protocol has for them. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { LoadedThread } from "../loaded-thread.ts";
import type { MethodContext } from "../method-context.ts";

/** The open thread; throws an invalid-request error when it is not open. */
export function requireConversation({ threads }: MethodContext, conversationId: string): LoadedThread {
  const loaded = threads.find(conversationId);
  if (loaded) return loaded;
  throw new RpcError(RPC_ERROR.invalidRequest, `conversation not found: ${conversationId}`);
}
