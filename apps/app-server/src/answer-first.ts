/**
 * Keeps what a thread says behind the answer that makes it known: nobody can follow a thread, or a turn, whose id
 * he has not been told. Threads that are known already go on meanwhile.
 */
import type { WireMessage } from "./wire-message.ts";

/** Which messages have to wait for an answer. */
type Awaited =
  /** Those of threads that the client does not know. */
  | { readonly kind: "new-thread" }
  /** Those of one thread. */
  | { readonly kind: "thread"; readonly threadId: string };

/** The messages of one connection that wait. */
export interface AnswerFirst {
  /** Sends a thread's message, or keeps it for later. */
  tell(message: WireMessage, threadId: string | undefined): void;
  /** Keeps back what a request is about until the returned function is called, behind its answer. */
  hold(method: string, params: unknown): (answer: unknown) => void;
}

/** Methods whose answer gives the id of a thread. */
const OPENS = new Set(["thread/start", "thread/resume", "thread/fork", "newConversation"]);
/** Methods whose answer gives the id of a turn. */
const STARTS = new Set(["turn/start", "review/start"]);

/** Makes it for a connection. */
export function createAnswerFirst(send: (message: WireMessage) => void): AnswerFirst {
  const known = new Set<string>();
  const awaited = new Set<Awaited>();
  let kept: { readonly message: WireMessage; readonly threadId: string }[] = [];

  const mustWait = (threadId: string) =>
    [...awaited].some((each) => (each.kind === "thread" ? each.threadId === threadId : !known.has(threadId)));
  const release = () => {
    const waiting = kept;
    kept = [];
    for (const each of waiting) {
      if (mustWait(each.threadId)) kept.push(each);
      else send(each.message);
    }
  };

  return {
    tell(message, threadId) {
      if (threadId !== undefined && mustWait(threadId)) kept.push({ message, threadId });
      else send(message);
    },
    hold(method, params) {
      const wait = toAwaited(method, params);
      if (!wait) return () => undefined;
      awaited.add(wait);
      return (answer) => {
        awaited.delete(wait);
        for (const threadId of threadsOf(answer)) known.add(threadId);
        release();
      };
    },
  };
}

function toAwaited(method: string, params: unknown): Awaited | undefined {
  if (OPENS.has(method)) return { kind: "new-thread" };
  const threadId = member(params, "threadId");
  return STARTS.has(method) && typeof threadId === "string" ? { kind: "thread", threadId } : undefined;
}

/** The threads that an answer names. */
function threadsOf(answer: unknown): readonly string[] {
  const ids = [
    member(member(answer, "thread"), "id"),
    member(answer, "reviewThreadId"),
    member(answer, "conversationId"),
  ];
  return ids.filter((id) => typeof id === "string");
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
