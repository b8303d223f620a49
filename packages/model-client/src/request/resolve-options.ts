/** From a model's abilities and the user's wishes to the request's reasoning and text members. */
import type { ModelInfo } from "@codex-ts/protocol";
import type { ReasoningRequest, TextRequest } from "../prompt.ts";

/**
 * The reasoning member: null for a model without reasoning summaries; otherwise the wished effort, or the
 * model's own, and the wished summary, or `auto`.
 */
export function resolveReasoning(
  model: Pick<ModelInfo, "supports_reasoning_summaries" | "default_reasoning_level">,
  wish: ReasoningRequest,
): ReasoningRequest | null {
  if (!model.supports_reasoning_summaries) return null;
  return {
    effort: wish.effort ?? model.default_reasoning_level ?? undefined,
    summary: wish.summary ?? "auto",
  };
}

/** The text member: verbosity only for models that take it; the schema always. */
export function resolveText(
  model: Pick<ModelInfo, "support_verbosity" | "default_verbosity">,
  wish: TextRequest,
): TextRequest {
  return {
    verbosity: model.support_verbosity ? (wish.verbosity ?? model.default_verbosity ?? undefined) : undefined,
    outputSchema: wish.outputSchema,
  };
}
