/** `addConversationListener` and `removeConversationListener` (v1): who hears a conversation. */
import type { MethodHandler } from "../method-context.ts";
import { requireConversation } from "./require-conversation.ts";

/** From now on the client hears the conversation; what it missed comes first. */
export const addConversationListener: MethodHandler<"addConversationListener"> = async (context, params) => {
  const loaded = requireConversation(context, params.conversationId);
  const id = context.runtime.newId();
  const wantsRaw = params.experimentalRawEvents ?? false;
  return { subscriptionId: context.conversations.subscribe(loaded, id, wantsRaw) };
};

/** The conversation stays open. */
export const removeConversationListener: MethodHandler<"removeConversationListener"> = async (
  context,
  params,
) => {
  context.conversations.unsubscribe(params.subscriptionId);
  return {};
};
