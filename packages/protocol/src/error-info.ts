/** The kind of an error, for programs; the text beside it is for people. */
import * as z from "zod/mini";
import { Uint16, Uint64 } from "./numbers.ts";

const status = z.object({ http_status_code: z.nullish(Uint16) });

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
  z.strictObject({
    model_cap: z.object({ model: z.string(), reset_after_seconds: z.nullish(Uint64) }),
  }),
  z.strictObject({ http_connection_failed: status }),
  z.strictObject({ response_stream_connection_failed: status }),
  z.strictObject({ response_stream_disconnected: status }),
  z.strictObject({ response_too_many_failed_attempts: status }),
]);
/** Unit kinds are strings, the others an object with one key. */
export type CodexErrorInfo = z.infer<typeof CodexErrorInfo>;
