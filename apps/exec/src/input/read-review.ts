/** What a review is to look at. */
import type { ReviewTarget } from "@codex-ts/protocol";
import type { ReviewChoice } from "../options/exec-options.ts";
import type { Checked } from "./check-inputs.ts";
import { type PromptSource, readPrompt } from "./read-prompt.ts";

/** The target that the flags name, or instructions: the prompt or, when it is `-`, stdin, read to its end. */
export async function readReview(
  review: ReviewChoice,
  prompt: string | undefined,
  stdin: PromptSource,
  signal: AbortSignal,
): Promise<Checked<ReviewTarget>> {
  if (review.type !== "instructions") return { ok: true, value: review };
  const read = await readPrompt(prompt ?? "", stdin, () => undefined, signal);
  if (read.ok && read.text.trim() !== "") {
    return { ok: true, value: { type: "custom", instructions: read.text.trim() } };
  }
  const isBlank = read.ok || read.isBlank === true;
  return { ok: false, reason: isBlank ? "Review prompt cannot be empty" : read.reason };
}
