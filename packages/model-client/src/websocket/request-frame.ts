/** What goes out over a WebSocket, from the body that HTTP would send; pure. */
import { isDeepStrictEqual } from "node:util";
import type { RequestBody } from "../request/build-request-body.ts";

/** The two forms of the protocol; a header of the handshake names ours. */
export type SocketProtocol = "v1" | "v2";

/** What a connection was sent last, and the id of the answer; an empty id is none. */
export interface SentRequest {
  readonly body: RequestBody;
  readonly responseId: string;
}

/**
 * The frame for a request. When the last one over the same connection is a beginning of it, only what is new
 * goes out: `response.append` in v1, and in v2 a `response.create` that names the response it follows.
 */
export function requestFrame(
  body: RequestBody,
  previous: SentRequest | undefined,
  protocol: SocketProtocol,
): string {
  const added = previous && addedInput(body, previous.body);
  if (added === undefined) return JSON.stringify({ type: "response.create", ...body });
  if (protocol === "v1") return JSON.stringify({ type: "response.append", input: added });
  if (previous?.responseId === "") return JSON.stringify({ type: "response.create", ...body });
  const { model, instructions, input: _all, ...rest } = body;
  return JSON.stringify({
    type: "response.create",
    model,
    instructions,
    previous_response_id: previous?.responseId,
    input: added,
    ...rest,
  });
}

/** The items behind the previous input; undefined when the new request is no continuation. */
function addedInput(body: RequestBody, previous: RequestBody): RequestBody["input"] | undefined {
  const { input, ...rest } = body;
  const { input: known, ...knownRest } = previous;
  if (input.length <= known.length || !isDeepStrictEqual(rest, knownRest)) return undefined;
  return isDeepStrictEqual(input.slice(0, known.length), known) ? input.slice(known.length) : undefined;
}
