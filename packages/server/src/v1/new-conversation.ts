/** `newConversation` (v1): opens a thread that tells nothing yet. */

import type { MethodHandler } from "../method-context.ts";
import { openThread } from "../methods/open-thread.ts";

/** Answers with the settings in force; events wait for `addConversationListener`. */
export const newConversation: MethodHandler<"newConversation"> = async (context, params, signal) => {
  const { profile, compactPrompt, config, ...rest } = params;
  const settings = {
    ...config,
    ...(profile == null ? {} : { profile }),
    ...(compactPrompt == null ? {} : { compact_prompt: compactPrompt }),
  };
  const open = () => openThread(context, { ...rest, config: settings }, { history: { kind: "new" } }, signal);
  // Whether the client wants raw items, it says when it subscribes.
  const { thread } = await context.threads.start(context.conversations.begin(), open, true);
  const { configured } = thread;
  return {
    conversationId: thread.id,
    model: configured.model,
    reasoningEffort: configured.reasoning_effort ?? null,
    rolloutPath: configured.rollout_path ?? "",
  };
};
