/** Branded identifiers: one kind cannot be passed where another is meant. */
import * as z from "zod/mini";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A thread's id: UUIDv7 text. */
export type ThreadId = Branded<"ThreadId">;
/** Reads the id of a thread. Its form is checked where the id is used (`parseThreadId`), not on the wire. */
export const ThreadId = z.string() as unknown as z.ZodMiniType<ThreadId, string>;
/** A turn's id: the id of the submission that started it. */
export type TurnId = Branded<"TurnId">;
/** Joins a tool call of the model with its output. */
export type CallId = Branded<"CallId">;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads a thread id; undefined when the text is not a UUID. */
export function parseThreadId(text: string): ThreadId | undefined {
  return UUID.test(text) ? (text.toLowerCase() as ThreadId) : undefined;
}

/** Names a text that is known to be a thread id (freshly made, or checked before). */
export function toThreadId(text: string): ThreadId {
  return text as ThreadId;
}

/** Names a submission id as the turn that it started. */
export function toTurnId(text: string): TurnId {
  return text as TurnId;
}

/** Names the call id of a tool call. */
export function toCallId(text: string): CallId {
  return text as CallId;
}
