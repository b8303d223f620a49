/** Error kinds of the core in the app-server's spelling. */
import type { CodexErrorInfo as CoreErrorInfo } from "../../error-info.ts";
import type { CodexErrorInfo } from "./error-info.ts";

const UNIT_KINDS = {
  context_window_exceeded: "contextWindowExceeded",
  usage_limit_exceeded: "usageLimitExceeded",
  internal_server_error: "internalServerError",
  unauthorized: "unauthorized",
  bad_request: "badRequest",
  sandbox_error: "sandboxError",
  thread_rollback_failed: "threadRollbackFailed",
  other: "other",
} as const satisfies { [Kind in Extract<CoreErrorInfo, string>]: CodexErrorInfo };

/** The client's spelling of a core error kind. */
export function fromCoreErrorInfo(info: CoreErrorInfo): CodexErrorInfo {
  if (typeof info === "string") return UNIT_KINDS[info];
  if ("model_cap" in info) {
    const { model, reset_after_seconds } = info.model_cap;
    return { modelCap: { model, reset_after_seconds: reset_after_seconds ?? null } };
  }
  if ("http_connection_failed" in info) {
    return { httpConnectionFailed: toStatus(info.http_connection_failed) };
  }
  if ("response_stream_connection_failed" in info) {
    return { responseStreamConnectionFailed: toStatus(info.response_stream_connection_failed) };
  }
  if ("response_stream_disconnected" in info) {
    return { responseStreamDisconnected: toStatus(info.response_stream_disconnected) };
  }
  return { responseTooManyFailedAttempts: toStatus(info.response_too_many_failed_attempts) };
}

function toStatus(core: { http_status_code?: number | null | undefined }) {
  return { httpStatusCode: core.http_status_code ?? null };
}
