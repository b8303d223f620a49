import type { ResolvedFeatures } from "../features.ts";
import type { ModelSettings } from "../resolved-config.ts";
import type { ResolveContext } from "./context.ts";

/** The model and how it is asked. `ossModel` is what `--oss` starts with. */
export function resolveModel(
  { options, raw }: ResolveContext,
  ossModel: string | undefined,
  features: ResolvedFeatures["features"],
): ModelSettings {
  const { overrides } = options;
  return {
    model: overrides.model ?? ossModel ?? raw.model,
    reviewModel: overrides.reviewModel ?? raw.review_model,
    contextWindow: raw.model_context_window,
    autoCompactTokenLimit: raw.model_auto_compact_token_limit,
    reasoningEffort: raw.model_reasoning_effort,
    reasoningSummary: raw.model_reasoning_summary ?? "auto",
    supportsReasoningSummaries: raw.model_supports_reasoning_summaries,
    verbosity: raw.model_verbosity,
    personality: overrides.personality ?? raw.personality ?? (features.personality ? "pragmatic" : undefined),
    toolOutputTokenLimit: raw.tool_output_token_limit,
  };
}
