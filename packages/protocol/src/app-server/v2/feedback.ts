/** Feedback to the makers. */
import * as z from "zod/mini";

export const FeedbackUploadParams = z.object({
  threadId: z.nullish(z.string()),
  classification: z.string(),
  includeLogs: z.boolean(),
  reason: z.nullish(z.string()),
});
/** Parameters of `feedback/upload`. */
export type FeedbackUploadParams = z.infer<typeof FeedbackUploadParams>;

export const FeedbackUploadResponse = z.object({ threadId: z.string() });
/** Answer of `feedback/upload`. */
export type FeedbackUploadResponse = z.infer<typeof FeedbackUploadResponse>;
