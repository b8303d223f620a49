/** The events of a streamed response, up to its end. */
import type { ResponseEvent } from "@codex-ts/protocol";
import { ModelError } from "../errors.ts";
import { STREAM_REASONS, streamError } from "../failures/stream-failure.ts";
import type { ResponseDecoder } from "../response/response-decoder.ts";
import type { EventTeller } from "./event-teller.ts";
import type { HttpResponse } from "./http-client.ts";
import { IdleTimeout, readEvents } from "./read-events.ts";
import { releaseBody } from "./release-body.ts";
import { SseOverflow } from "./sse-decoder.ts";

/** How an answer is read. */
export interface ResponseReading {
  readonly decoder: ResponseDecoder;
  readonly idleTimeoutMs: number;
  readonly teller: EventTeller;
}

/**
 * Yields what the headers and the body say until the response is complete. Throws `ModelError` for every
 * other end, at once when the server reports a failure, and the signal's reason after an abort. The body is
 * given back in any case.
 */
export async function* readResponse(
  { headers, body }: HttpResponse,
  { decoder, idleTimeoutMs, teller }: ResponseReading,
  signal: AbortSignal,
): AsyncGenerator<ResponseEvent, void, undefined> {
  let isComplete = false;
  try {
    yield* decoder.headerEvents(headers);
    for await (const data of readEvents(body, idleTimeoutMs)) {
      signal.throwIfAborted();
      const event = decoder.decodeEvent(data);
      teller.event(data, event);
      if (event instanceof ModelError) throw event;
      if (event !== undefined) {
        isComplete = event.type === "completed";
        yield event;
        if (isComplete) return;
      }
      teller.wait();
    }
    throw streamError(STREAM_REASONS.closed, {});
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const failure = toStreamError(error);
    if (failure !== error) teller.failure(failure.message);
    throw failure;
  } finally {
    releaseBody(body, isComplete);
  }
}

/** The error of a body that broke off; our own pass as they are. */
export function toStreamError(cause: unknown): ModelError {
  if (cause instanceof ModelError) return cause;
  if (cause instanceof IdleTimeout) return streamError(STREAM_REASONS.idle, { cause });
  // The same request would bring the same event again.
  if (cause instanceof SseOverflow) return streamError(cause.message, { cause, isRetryable: false });
  return streamError(STREAM_REASONS.cut, { cause });
}
