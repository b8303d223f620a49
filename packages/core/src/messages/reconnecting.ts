/** What a client is told of requests that are tried again. */
import type { ModelError } from "@codex-ts/model-client";
import type { EventOf } from "@codex-ts/protocol";

/** The stream broke, and is asked for the `attempt`th time again, of `limit` times at the most. */
export function reconnecting(
  { message, httpStatus }: Pick<ModelError, "message" | "httpStatus">,
  attempt: number,
  limit: number,
): EventOf<"stream_error"> {
  return {
    type: "stream_error",
    message: `Reconnecting... ${attempt}/${limit}`,
    codex_error_info: { response_stream_disconnected: { http_status_code: httpStatus ?? null } },
    additional_details: message,
  };
}

/** The thread leaves WebSockets behind; clients know the warning by its first sentence (Codex 0.99.0). */
export function fallbackWarning({ message }: Pick<ModelError, "message">): EventOf<"warning"> {
  return { type: "warning", message: `Falling back from WebSockets to HTTPS transport. ${message}` };
}
