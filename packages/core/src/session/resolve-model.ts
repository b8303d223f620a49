/** What a model name means: the catalogue's entry with our texts and the user's overrides. */
import {
  autoCompactLimit,
  type CatalogueModel,
  effectiveContextWindow,
  fallbackModel,
  findModel,
  isRemoteModel,
  toModelInfo,
  upgradeNote,
} from "@codex-ts/model-client";
import type { ModelInfo, ReasoningEffort, ReasoningSummary, Verbosity } from "@codex-ts/protocol";
import { modelTexts } from "../context/base-instructions.ts";
import { BYTES_PER_TOKEN } from "../history/token-estimate.ts";
import type { ModelSettings } from "../ports/turn-context.ts";

/** Settings that take the place of what the catalogue says; undefined keeps it. */
export interface ModelOverrides {
  /** The models known at the moment; none where names are not to be looked up, so that each gets cautious guesses. */
  readonly models: () => readonly CatalogueModel[];
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
  const entry = findModel(overrides.models(), name) ?? fallbackModel(name);
  const info = withTexts(entry, hasLittleRoom(overrides.contextWindow ?? entry.context_window));
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

/** Entries of the server bring texts of their own, which count where there is room for them. */
function withTexts(entry: CatalogueModel, isLean: boolean): ModelInfo {
  if (isRemoteModel(entry)) return isLean ? { ...entry, ...modelTexts(entry.slug, isLean) } : entry;
  const texts = modelTexts(entry.slug, isLean);
  return toModelInfo(entry, {
    baseInstructions: texts.base_instructions,
    modelMessages: texts.model_messages,
    migrationMarkdown: entry.upgradeTo === null ? "" : upgradeNote(entry.slug, entry.upgradeTo),
  });
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
