import { raw, type StreamReply, stream } from "./model-reply.ts";

/** A piece of a tool call, as chat servers stream it. */
export interface ChatCallPiece {
  readonly index?: number;
  readonly id?: string;
  readonly name?: string;
  readonly arguments?: string;
}

/** A chunk of a chat answer, in the form that it has on the wire. */
export type ChatChunk = Readonly<Record<string, unknown>>;

/** A complete, good chat answer: the chunks, 100 input and 10 output tokens, and the mark of the end. */
export function chatReply(...chunks: readonly ChatChunk[]): StreamReply {
  const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };
  return chatStream(...chunks, { choices: [], usage }, "[DONE]");
}

/** Exactly these chunks; a text goes on the wire as it is. */
export function chatStream(...chunks: readonly (ChatChunk | string)[]): StreamReply {
  const frames = chunks.map((chunk) => {
    const data = typeof chunk === "string" ? chunk : JSON.stringify({ id: "chat-1", ...chunk });
    return raw(`data: ${data}\n\n`);
  });
  return stream("end", ...frames);
}

/** A piece of what the model says, with whatever members a server calls it. */
export function chatDelta(delta: Readonly<Record<string, unknown>>): ChatChunk {
  return { choices: [{ index: 0, delta, finish_reason: null }] };
}

/** A piece of a tool call. */
export function chatCall(piece: ChatCallPiece): ChatChunk {
  const { index, id, ...details } = piece;
  const call = {
    ...(index === undefined ? {} : { index }),
    ...(id === undefined ? {} : { id }),
    function: details,
  };
  return chatDelta({ tool_calls: [call] });
}

/** The model has ended, and says why. */
export function chatEnd(reason: string): ChatChunk {
  return { choices: [{ index: 0, delta: {}, finish_reason: reason }] };
}
