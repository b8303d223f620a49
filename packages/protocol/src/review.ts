/** What a review looks at, and what it finds. */
import * as z from "zod/mini";

export const ReviewTarget = z.discriminatedUnion("type", [
  z.object({ type: z.literal("uncommittedChanges") }),
  z.object({ type: z.literal("baseBranch"), branch: z.string() }),
  z.object({ type: z.literal("commit"), sha: z.string(), title: z.optional(z.nullable(z.string())) }),
  z.object({ type: z.literal("custom"), instructions: z.string() }),
]);
/** The change under review. */
export type ReviewTarget = z.infer<typeof ReviewTarget>;

export const ReviewFinding = z.object({
  title: z.string(),
  body: z.string(),
  /** From 0 to 1. */
  confidence_score: z.number(),
  /** 0 is the most urgent. */
  priority: z.int(),
  code_location: z.object({
    absolute_file_path: z.string(),
    line_range: z.object({ start: z.int(), end: z.int() }),
  }),
});
/** One defect. */
export type ReviewFinding = z.infer<typeof ReviewFinding>;

export const ReviewOutput = z.object({
  findings: z.array(ReviewFinding),
  overall_correctness: z.string(),
  overall_explanation: z.string(),
  overall_confidence_score: z.number(),
});
/** The result of a review. */
export type ReviewOutput = z.infer<typeof ReviewOutput>;
