/** Makes lines of what threads have to say. */
import type { ServerNotification } from "@codex-ts/protocol/app-server";
import { addedNotificationMethods, addedServerRequests } from "@codex-ts/protocol/app-server/handshake";
import type { Listener } from "@codex-ts/server";
import type { AnswerFirst } from "./answer-first.ts";
import type { Introduction } from "./introduction.ts";

/**
 * A listener that sends whatever the client did not opt out of. Notifications that 0.99.0 does not have stay in the
 * process: the core event that they stand for is sent in any case. Questions that it does not have go to clients that
 * want the experimental part of the protocol.
 */
export function createListener(
  { unwanted, allowsExperimental }: Introduction,
  answerFirst: AnswerFirst,
  requests: Listener["requests"],
): Listener {
  return {
    requests: {
      ask: async (method, params, signal) =>
        allowsExperimental || !addedServerRequests.has(method)
          ? requests.ask(method, params, signal)
          : undefined,
    },
    notify(notification, threadId) {
      const { method } = notification;
      if (!unwanted.has(method) && !addedNotificationMethods.has(method))
        answerFirst.tell(notification, threadId ?? threadOf(notification));
    },
    hear(threadId, { id, msg }) {
      const method = `codex/event/${msg.type}`;
      // The answer that opens a thread has told it.
      if (msg.type === "session_configured" || unwanted.has(method)) return;
      answerFirst.tell({ method, params: { id, msg, conversationId: threadId } }, threadId);
    },
  };
}

function threadOf({ params }: ServerNotification): string | undefined {
  if ("threadId" in params && typeof params.threadId === "string") return params.threadId;
  return "thread" in params ? params.thread.id : undefined;
}
