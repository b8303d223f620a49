/** Requests of the server to the client, and their answers. */
import { RpcError, type ServerRequestMethod } from "@codex-ts/protocol/app-server";
import type { ServerRequests } from "@codex-ts/server";
import { createDeferred, type Deferred, untilAborted } from "@codex-ts/std";
import type { WireMessage } from "./wire-message.ts";

/** An answer as it came over the wire. */
export type ClientAnswer =
  | { readonly kind: "response"; readonly id: string | number; readonly result: unknown }
  | {
      readonly kind: "error";
      readonly id: string | number;
      readonly error: { code: number; message: string };
    };

/** The questions of one connection. */
export interface Questions {
  readonly requests: ServerRequests;
  /** Takes an answer, in whatever order they come; one that nobody waits for is ignored. */
  answer(answer: ClientAnswer): void;
  /** From now on nobody answers: open questions fail, and so does every later one. */
  close(): void;
}

/** A question on its way, with the thread that it is about. */
export interface WireQuestion {
  readonly message: WireMessage;
  readonly threadId: string | undefined;
}

interface Question {
  readonly method: ServerRequestMethod;
  readonly answered: Deferred<unknown>;
}

/** Makes a connection's questions; ids are integers from 0, apart from those of the client. */
export function createQuestions(
  ask: (question: WireQuestion) => void,
  log: (line: string) => void,
): Questions {
  const open = new Map<number, Question>();
  const end = new AbortController();
  let nextId = 0;

  const settle = async ({ method, answered }: Question, answer: ClientAnswer) => {
    if (answer.kind === "error") {
      log(`the client refused ${method}: ${answer.error.message}`);
      return answered.reject(new RpcError(answer.error.code, answer.error.message));
    }
    const { decodeValue, serverRequests } = await import("@codex-ts/protocol/app-server/methods");
    const decoded = decodeValue(serverRequests[method].result, answer.result);
    if (decoded.ok) return answered.resolve(decoded.value);
    log(`the answer to ${method} cannot be used: ${decoded.error.message}`);
    answered.reject(decoded.error);
  };

  return {
    requests: {
      async ask(method, params, signal) {
        const id = nextId;
        nextId += 1;
        const answered = createDeferred<unknown>();
        open.set(id, { method, answered });
        try {
          const either = AbortSignal.any([signal, end.signal]);
          either.throwIfAborted();
          ask({ message: { id, method, params }, threadId: threadOf(params) });
          return (await untilAborted(answered.promise, either)) as never;
        } catch {
          // A client that fails to answer has not agreed: the caller treats this as a refusal.
          return undefined;
        } finally {
          open.delete(id);
        }
      },
    },
    answer(answer) {
      const question = typeof answer.id === "number" ? open.get(answer.id) : undefined;
      if (question) void settle(question, answer);
    },
    close: () => end.abort(new Error("the client has gone")),
  };
}

function threadOf(params: object): string | undefined {
  if ("threadId" in params && typeof params.threadId === "string") return params.threadId;
  return "conversationId" in params ? String(params.conversationId) : undefined;
}
