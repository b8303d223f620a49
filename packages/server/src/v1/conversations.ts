/** The conversations of one client of the older protocol: threads that tell nothing before it subscribes. */
import { type NotificationMethod, RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { Listener, LoadedThread } from "../loaded-thread.ts";

/** One client's conversations. */
export interface Conversations {
  /** A listener that keeps a thread open, and what it says until somebody subscribes. */
  begin(): Listener;
  /** Tells the client what the thread said and will say, raw items only if it wants them; gives the subscription. */
  subscribe(loaded: LoadedThread, id: string, wantsRaw: boolean): string;
  /** Ends a subscription; throws an invalid-request error for one that there is not. */
  unsubscribe(id: string): void;
  /** Listeners of all conversations. */
  listeners(): readonly Listener[];
}

/** Notifications that clients of the older protocol do not get (Codex 0.99.0). */
const HIDDEN: ReadonlySet<NotificationMethod> = new Set([
  "turn/started",
  "turn/diff/updated",
  "turn/plan/updated",
  "thread/name/updated",
  "thread/started",
  "rawResponseItem/completed",
]);

/** Messages that are kept for a client that has not subscribed; beyond it the oldest go. */
const KEPT = 1_000;

interface Message {
  readonly isRaw: boolean;
  readonly tell: () => void;
}

interface Conversation {
  readonly listener: Listener;
  readonly subscriptions: Set<string>;
  /** Undefined once somebody has subscribed. */
  kept: Message[] | undefined;
  wantsRaw: boolean;
}

/** Makes them for a client. */
export function createConversations(caller: Listener): Conversations {
  const conversations = new Set<Conversation>();
  const begin = (): Conversation => {
    const conversation: Conversation = {
      listener: toListener(caller, say),
      subscriptions: new Set(),
      kept: [],
      wantsRaw: false,
    };
    function say(message: Message): void {
      const { kept, subscriptions, wantsRaw } = conversation;
      if (kept) kept.push(message);
      else if (subscriptions.size > 0 && (wantsRaw || !message.isRaw)) message.tell();
      if (kept && kept.length > KEPT) kept.shift();
    }
    conversations.add(conversation);
    return conversation;
  };
  return {
    begin: () => begin().listener,
    subscribe({ listeners, rawListeners }, id, wantsRaw) {
      let conversation = [...conversations].find(({ listener }) => listeners.has(listener));
      if (!conversation) {
        conversation = begin();
        // Who listens already hears everything, and hears it once.
        if (!listeners.has(caller)) listeners.add(conversation.listener);
        rawListeners.add(conversation.listener);
      }
      conversation.wantsRaw ||= wantsRaw;
      const { kept, subscriptions } = conversation;
      conversation.kept = undefined;
      subscriptions.add(id);
      for (const { isRaw, tell } of kept ?? []) if (conversation.wantsRaw || !isRaw) tell();
      return id;
    },
    unsubscribe(id) {
      if ([...conversations].some(({ subscriptions }) => subscriptions.delete(id))) return;
      throw new RpcError(RPC_ERROR.invalidRequest, `subscription not found: ${id}`);
    },
    listeners: () => [...conversations].map(({ listener }) => listener),
  };
}

function toListener(caller: Listener, say: (message: Message) => void): Listener {
  return {
    asksLegacy: true,
    requests: caller.requests,
    notify(notification, threadId) {
      if (!HIDDEN.has(notification.method))
        say({ isRaw: false, tell: () => caller.notify(notification, threadId) });
    },
    hear(threadId, event) {
      say({ isRaw: event.msg.type === "raw_response_item", tell: () => caller.hear?.(threadId, event) });
    },
  };
}
