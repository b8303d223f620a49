/** Subscribing to the events of a conversation. */
import * as z from "zod/mini";
import { ThreadId } from "../../ids.ts";
import { OffByDefault } from "../../off-by-default.ts";

export const AddConversationListenerParams = z.object({
  conversationId: ThreadId,
  experimentalRawEvents: OffByDefault,
});
/** Parameters of `addConversationListener`. */
export type AddConversationListenerParams = z.infer<typeof AddConversationListenerParams>;

export const AddConversationSubscriptionResponse = z.object({ subscriptionId: z.string() });
/** Answer of `addConversationListener`. */
export type AddConversationSubscriptionResponse = z.infer<typeof AddConversationSubscriptionResponse>;

export const RemoveConversationListenerParams = z.object({ subscriptionId: z.string() });
/** Parameters of `removeConversationListener`. */
export type RemoveConversationListenerParams = z.infer<typeof RemoveConversationListenerParams>;

export const RemoveConversationSubscriptionResponse = z.object({});
/** Answer of `removeConversationListener`: success, and nothing to say about it. */
export type RemoveConversationSubscriptionResponse = z.infer<typeof RemoveConversationSubscriptionResponse>;
