/** Reviews of changes. */
import * as z from "zod/mini";
import { ReviewTarget } from "../../review.ts";
import { Turn } from "./turn.ts";

export const ReviewDelivery = z.enum(["inline", "detached"]);
/** Whether a review runs in the thread itself or in a fork of it. */
export type ReviewDelivery = z.infer<typeof ReviewDelivery>;

export const ReviewStartParams = z.object({
  threadId: z.string(),
  target: ReviewTarget,
  delivery: z.nullish(ReviewDelivery),
});
/** Parameters of `review/start`. */
export type ReviewStartParams = z.infer<typeof ReviewStartParams>;

export const ReviewStartResponse = z.object({
  /** The thread itself, or the fork of a detached review. */
  reviewThreadId: z.string(),
  turn: Turn,
});
/** Answer of `review/start`: the turn that reviews. */
export type ReviewStartResponse = z.infer<typeof ReviewStartResponse>;
