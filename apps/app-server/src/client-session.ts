/** One client on the other side of a wire: its handshake, its requests, and what it is told. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import { decodeHandshake } from "@codex-ts/protocol/app-server/handshake";
import type { ClientMessage, ClientRequest } from "@codex-ts/protocol/app-server/methods";
import { type Connection, isServed, type Listener, type Server } from "@codex-ts/server";
import { createAnswerFirst } from "./answer-first.ts";
import { createAnswers } from "./answers.ts";
import { answersLater } from "./answers-later.ts";
import { type Introduction, toIntroduction } from "./introduction.ts";
import type { Outbox } from "./outbox.ts";
import { createQuestions } from "./questions.ts";
import type { InputLine } from "./read-lines.ts";
import { createRequestQueue } from "./request-queue.ts";
import { createListener } from "./wire-listener.ts";

/** A client from its first line to its last. */
export interface ClientSession {
  /** Takes a line; never rejects. A line that is no message is logged and has no other effect. */
  take(line: InputLine): Promise<void>;
  /** Resolves when the next line may be read. */
  ready(): Promise<void>;
  /**
   * The client says no more: questions to it count as refused. Resolves when all its requests have been answered
   * and its turns have ended. Rejects with the signal's reason.
   */
  finish(signal: AbortSignal): Promise<void>;
}

/** Requests that may wait to be handled before no more are read (Codex 0.99.0). */
const WAITING_REQUESTS = 128;

/** Loaded by the first request behind the handshake, which is answered the sooner for it. */
const loadMethods = () => import("@codex-ts/protocol/app-server/methods");

type Request = Extract<ClientMessage, { kind: "request" | "bad-request" }>;

/** The state after the handshake. */
interface Connected {
  readonly introduction: Introduction;
  readonly listener: Listener;
  readonly connection: Connection;
}

/** Makes the session of a client that has not said anything yet. `stop` ends what is under way. */
export function createClientSession(
  server: Server,
  outbox: Outbox,
  log: (line: string) => void,
  stop: AbortSignal,
): ClientSession {
  const queue = createRequestQueue(WAITING_REQUESTS);
  const answerFirst = createAnswerFirst((message) => outbox.send(message));
  const answers = createAnswers((message) => outbox.send(message), log);
  const questions = createQuestions(({ message, threadId }) => answerFirst.tell(message, threadId), log);
  let connected: Connected | undefined;

  const connect = async (request: Extract<ClientRequest, { method: "initialize" }>) => {
    if (connected) throw refusal("Already initialized");
    const introduction = toIntroduction(request.params);
    const { client } = introduction;
    const listener: Listener = createListener(introduction, answerFirst, questions.requests);
    connected = { introduction, listener, connection: server.attach(listener, client) };
    return { userAgent: server.userAgentOf(client) };
  };

  /** Told behind the answer, and before any other request is looked at. */
  const tellWarnings = async () => {
    for (const params of await server.startWarnings(stop)) {
      connected?.listener.notify({ method: "configWarning", params });
    }
  };

  const call = async (request: ClientRequest): Promise<unknown> => {
    if (request.method === "initialize") return connect(request);
    if (!connected) throw refusal("Not initialized");
    const { introduction, connection } = connected;
    const { findExperimentalUse } = await loadMethods();
    const used = findExperimentalUse(request.method, request.params);
    if (used !== undefined && !introduction.allowsExperimental) {
      throw refusal(`${used} requires experimentalApi capability`);
    }
    if (!isServed(request.method)) throw refusal(`\`${request.method}\` is not part of this version yet`);
    return connection.request(request.method, request.params as never, stop);
  };

  const run = async (request: Request): Promise<void> => {
    if (request.kind === "bad-request") {
      return answers.refuse(request.id, refusal(`Invalid request: ${request.error.message}`), "");
    }
    const release = answerFirst.hold(request.method, request.params);
    let answer: unknown;
    try {
      answer = await call(request);
      answers.give(request.id, answer);
    } catch (error) {
      answers.refuse(request.id, error, request.method);
    } finally {
      release(answer);
    }
    if (request.method === "initialize" && answer !== undefined) await tellWarnings();
  };

  const handle = (message: ClientMessage) => {
    switch (message.kind) {
      case "request":
      case "bad-request": {
        const holdsUp = message.kind === "bad-request" || !answersLater.has(message.method);
        return queue.add({ holdsUp, run: () => run(message) });
      }
      case "response":
      case "error":
        return questions.answer(message);
      case "notification":
        return undefined;
      case "unusable":
        return log(`a line that is no message was ignored: ${message.error.message}`);
    }
  };

  return {
    async take(line) {
      if (line.kind !== "text") return log(`a line was ignored: ${line.reason}`);
      const handshake = connected ? undefined : decodeHandshake(line.text);
      handle(handshake ?? (await loadMethods()).decodeClientMessage(line.text));
    },
    async ready() {
      await queue.ready();
      await outbox.ready();
    },
    async finish(signal) {
      questions.close();
      await queue.settled();
      await connected?.connection.idle(signal);
    },
  };
}

function refusal(message: string): RpcError {
  return new RpcError(RPC_ERROR.invalidRequest, message);
}
