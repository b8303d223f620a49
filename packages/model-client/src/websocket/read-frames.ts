/** The events of one response, up to its end. */
import type { ResponseEvent } from "@codex-ts/protocol";
import { ModelError } from "../errors.ts";
import { STREAM_REASONS, streamError } from "../failures/stream-failure.ts";
import type { ResponseDecoder } from "../response/response-decoder.ts";
import { IdleTimeout } from "../transport/read-events.ts";
import { type Refusal, refusal } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { decodeFrame, isWrappedFailure } from "./decode-frame.ts";
import type { SocketTeller } from "./tell-socket.ts";

/** How a response is read. */
export interface FrameReading {
  readonly decoder: ResponseDecoder;
  readonly idleTimeoutMs: number;
  readonly teller: SocketTeller;
  readonly now: () => number;
}

/**
 * Yields what the handshake and the frames say until the response is complete, and gives its id, or the refusal
 * that a frame stands for. Throws `ModelError` for every other end. An abort is the caller's to notice: it closes the connection.
 */
export async function* readFrames(
  connection: Connection,
  { decoder, idleTimeoutMs, teller, now }: FrameReading,
): AsyncGenerator<ResponseEvent, string | Refusal, undefined> {
  // Limits come as events of their own here.
  yield* decoder.headerEvents(connection.headers).filter(({ type }) => type !== "rate-limits");
  for (;;) {
    teller.wait();
    const text = await nextText(connection, idleTimeoutMs, teller);
    const event = decodeFrame(text, decoder);
    const failure = isWrappedFailure(event) ? refusal({ ...event, url: undefined }, now()) : undefined;
    const problem = failure?.error ?? (event instanceof ModelError ? event : undefined);
    teller.frame(text, problem?.message);
    if (failure) return failure;
    if (event instanceof ModelError) throw event;
    if (event === undefined || isWrappedFailure(event)) continue;
    if (event.type === "completed") teller.completed(event);
    yield event;
    if (event.type === "completed") return event.responseId;
  }
}

async function nextText(
  connection: Connection,
  idleTimeoutMs: number,
  teller: SocketTeller,
): Promise<string> {
  try {
    const frame = await connection.next(idleTimeoutMs);
    if (frame.kind === "text") return frame.text;
    if (frame.kind === "binary") throw streamError(STREAM_REASONS.binaryFrame, {});
    throw closedError(frame.cause);
  } catch (cause) {
    const error = cause instanceof IdleTimeout ? streamError(STREAM_REASONS.idleSocket, { cause }) : cause;
    if (error instanceof ModelError) teller.frame(undefined, error.message);
    throw error;
  }
}

function closedError(cause: unknown): ModelError {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  // The same request would bring the same message again.
  if (code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH")
    return streamError("a message of the server is longer than we accept", { cause, isRetryable: false });
  return streamError(STREAM_REASONS.socketClosed, { cause });
}
