/** What a model name means: the catalogue's entry with our texts and the user's overrides. */
import {
  autoCompactLimit,
  BUNDLED_MODELS,
  effectiveContextWindow,
  fallbackModel,
  findModel,
  toModelInfo,
} from "@codex-ts/model-client";
import type { ModelInfo, ReasoningEffort, ReasoningSummary, Verbosity } from "@codex-ts/protocol";
import { modelTexts } from "../context/base-instructions.ts";
import { BYTES_PER_TOKEN } from "../history/token-estimate.ts";
import type { ModelSettings } from "../ports/turn-context.ts";

/** Settings that take the place of what the catalogue says; undefined keeps it. */
export interface ModelOverrides {
  /** False: no model is looked up, so that each gets the cautious guesses. */
  readonly isCatalogueUsed: boolean;
  /** Tokens. */
  readonly contextWindow: number | undefined;
  /** Tokens. */
  readonly autoCompactLimit: number | undefined;
  readonly supportsReasoningSummaries: boolean | undefined;
  readonly verbosity: Verbosity | undefined;
  /** Tokens of tool output that the model is shown. */
  readonly toolOutputTokens: number | undefined;
}

/** What a turn asks for besides the model's name. */
export interface ModelWish {
  readonly effort: ReasoningEffort | undefined;
  readonly summary: ReasoningSummary;
}

/** Tokens of a context in which full instructions and tool descriptions would leave too little for the work. */
const LITTLE_ROOM = 32_768;

/** True for a model that gets short texts; `contextWindow` is in tokens. */
function hasLittleRoom(contextWindow: number | null | undefined): boolean {
  return contextWindow != null && contextWindow <= LITTLE_ROOM;
}

/** The entry for a name: the longest listed prefix, or cautious guesses under the name itself. */
export function resolveModelInfo(name: string, overrides: ModelOverrides): ModelInfo {
  const entry =
    (overrides.isCatalogueUsed ? findModel(BUNDLED_MODELS, name) : undefined) ?? fallbackModel(name);
  const texts = modelTexts(entry.slug, hasLittleRoom(overrides.contextWindow ?? entry.context_window));
  const info = toModelInfo(entry, {
    baseInstructions: texts.base_instructions,
    modelMessages: texts.model_messages,
    migrationMarkdown: "",
  });
  const { mode } = info.truncation_policy;
  const limit = overrides.toolOutputTokens;
  return {
    ...info,
    context_window: overrides.contextWindow ?? info.context_window,
    auto_compact_token_limit: overrides.autoCompactLimit ?? info.auto_compact_token_limit,
    supports_reasoning_summaries: overrides.supportsReasoningSummaries ?? info.supports_reasoning_summaries,
    truncation_policy:
      limit === undefined
        ? info.truncation_policy
        : { mode, limit: mode === "bytes" ? limit * BYTES_PER_TOKEN : limit },
  };
}

/** The model settings of a turn. */
export function resolveModel(name: string, wish: ModelWish, overrides: ModelOverrides): ModelSettings {
  const info = resolveModelInfo(name, overrides);
  return {
    info,
    hasLittleRoom: hasLittleRoom(info.context_window),
    effort: wish.effort,
    summary: wish.summary,
    verbosity: overrides.verbosity,
    contextWindow: effectiveContextWindow(info),
    autoCompactLimit: autoCompactLimit(info),
  };
}
