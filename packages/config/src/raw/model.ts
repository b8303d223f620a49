/** The keys about the model; the second group may also stand in a profile. */
import { personalities, reasoningEfforts, reasoningSummaries, verbosities } from "@codex-ts/protocol/words";
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
  model_reasoning_effort: choice(reasoningEfforts),
  model_reasoning_summary: choice(reasoningSummaries),
  model_verbosity: choice(verbosities),
  personality: choice(personalities),
};
