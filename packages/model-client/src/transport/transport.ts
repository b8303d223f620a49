/** What a way to the server has to offer. */
import type { ResponseEvent } from "@codex-ts/protocol";
import type { RequestBody } from "../request/build-request-body.ts";

/** What the server gave to carry through the turn; shared by all its requests. */
export interface TurnState {
  /** The first token that the server named; later ones do not replace it. */
  token: string | undefined;
}

/** One prompt on its way. */
export interface TransportRequest {
  readonly body: RequestBody;
  readonly turn: TurnState;
  readonly turnMetadata: string | undefined;
}

/** Carries prompts to the server and responses back. One turn uses it for one request at a time. */
export interface Transport {
  /** Sends at the first read. Ends after `completed`; otherwise throws `ModelError` or the signal's reason. */
  stream(request: TransportRequest, signal: AbortSignal): AsyncGenerator<ResponseEvent, void, undefined>;
}
