/** What a review looks at, and what it finds. */
import * as z from "zod/mini";
import { Float32, Int32, Uint32 } from "./numbers.ts";

export const ReviewTarget = z.discriminatedUnion("type", [
  z.object({ type: z.literal("uncommittedChanges") }),
  z.object({ type: z.literal("baseBranch"), branch: z.string() }),
  z.object({ type: z.literal("commit"), sha: z.string(), title: z.optional(z.nullable(z.string())) }),
  z.object({ type: z.literal("custom"), instructions: z.string() }),
]);
/** The change under review. */
export type ReviewTarget = z.infer<typeof ReviewTarget>;

export const ReviewLineRange = z.object({ start: Uint32, end: Uint32 });
/** Lines of a file, from 1, both ends included. */
export type ReviewLineRange = z.infer<typeof ReviewLineRange>;

export const ReviewCodeLocation = z.object({ absolute_file_path: z.string(), line_range: ReviewLineRange });
/** The place of a finding. */
export type ReviewCodeLocation = z.infer<typeof ReviewCodeLocation>;

export const ReviewFinding = z.object({
  title: z.string(),
  body: z.string(),
  /** From 0 to 1. */
  confidence_score: Float32,
  /** 0 is the most urgent. */
  priority: Int32,
  code_location: ReviewCodeLocation,
});
/** One defect. */
export type ReviewFinding = z.infer<typeof ReviewFinding>;

export const ReviewOutput = z.object({
  findings: z.array(ReviewFinding),
  overall_correctness: z.string(),
  overall_explanation: z.string(),
  overall_confidence_score: Float32,
});
/** The result of a review. */
export type ReviewOutput = z.infer<typeof ReviewOutput>;
