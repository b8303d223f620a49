/** The kind of a turn's error in the app-server's spelling. */
import * as z from "zod/mini";
import { Uint16, Uint64 } from "../../numbers.ts";

export const CodexErrorInfo = z.union([
  z.enum([
    "contextWindowExceeded",
    "usageLimitExceeded",
    "internalServerError",
    "unauthorized",
    "badRequest",
    "threadRollbackFailed",
    "sandboxError",
    "other",
  ]),
  z.strictObject({ modelCap: z.object({ model: z.string(), reset_after_seconds: z.nullable(Uint64) }) }),
  z.strictObject({ httpConnectionFailed: z.object({ httpStatusCode: z.nullable(Uint16) }) }),
  z.strictObject({ responseStreamConnectionFailed: z.object({ httpStatusCode: z.nullable(Uint16) }) }),
  z.strictObject({ responseStreamDisconnected: z.object({ httpStatusCode: z.nullable(Uint16) }) }),
  z.strictObject({ responseTooManyFailedAttempts: z.object({ httpStatusCode: z.nullable(Uint16) }) }),
]);
/** Unit kinds are strings, the others an object with one key. */
export type CodexErrorInfo = z.infer<typeof CodexErrorInfo>;
