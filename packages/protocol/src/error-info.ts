/** The kind of an error, for programs; the text beside it is for people. */
import * as z from "zod/mini";

const status = z.object({ http_status_code: z.optional(z.nullable(z.number())) });

export const CodexErrorInfo = z.union([
  z.enum([
    "context_window_exceeded",
    "usage_limit_exceeded",
    "internal_server_error",
    "unauthorized",
    "bad_request",
    "sandbox_error",
    "thread_rollback_failed",
    "other",
  ]),
  z.object({
    model_cap: z.object({ model: z.string(), reset_after_seconds: z.optional(z.nullable(z.number())) }),
  }),
  z.object({ http_connection_failed: status }),
  z.object({ response_stream_connection_failed: status }),
  z.object({ response_stream_disconnected: status }),
  z.object({ response_too_many_failed_attempts: status }),
]);
/** Unit kinds are strings, the others an object with one key. */
export type CodexErrorInfo = z.infer<typeof CodexErrorInfo>;
