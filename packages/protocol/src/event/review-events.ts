/** Events of modes that a turn enters and leaves: review and undo. */
import * as z from "zod/mini";
import { ReviewOutput, ReviewTarget } from "../review.ts";

export const reviewEvents = [
  z.object({
    type: z.literal("entered_review_mode"),
    target: ReviewTarget,
    user_facing_hint: z.nullish(z.string()),
  }),
  /** Without output when the review was cut short. */
  z.object({ type: z.literal("exited_review_mode"), review_output: z.nullish(ReviewOutput) }),
  z.object({ type: z.literal("undo_started"), message: z.nullish(z.string()) }),
  z.object({ type: z.literal("undo_completed"), success: z.boolean(), message: z.nullish(z.string()) }),
] as const;
