/** `interruptConversation` (v1): stops the running turn. */

import type { MethodHandler } from "../method-context.ts";
import { turnInterrupt } from "../methods/turn-interrupt.ts";
import { requireConversation } from "./require-conversation.ts";

/** Answers when the turn has ended; a conversation that does nothing is refused at once. */
export const interruptConversation: MethodHandler<"interruptConversation"> = async (
  context,
  params,
  signal,
) => {
  const threadId = requireConversation(context, params.conversationId).thread.id;
  await turnInterrupt(context, { threadId, turnId: "" }, signal);
  return { abortReason: "interrupted" };
};
