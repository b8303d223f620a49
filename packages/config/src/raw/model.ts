/** The keys about the model; the second group may also stand in a profile. */
import { Personality, ReasoningEffort, ReasoningSummary, Verbosity } from "@codex-ts/protocol";
import { boolean, choice, integer, string } from "./schema.ts";

/** Keys at the top level. */
export const modelKeys = {
  review_model: string,
  model_context_window: integer(),
  model_auto_compact_token_limit: integer(),
  model_supports_reasoning_summaries: boolean,
  tool_output_token_limit: integer(0),
};

/** Keys that may also stand in a profile. */
export const profileModelKeys = {
  model: string,
  model_provider: string,
  model_reasoning_effort: choice(ReasoningEffort.options),
  model_reasoning_summary: choice(ReasoningSummary.options),
  model_verbosity: choice(Verbosity.options),
  personality: choice(Personality.options),
};
