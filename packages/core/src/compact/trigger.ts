/** Decides when a history is compacted. */
import type { ModelInfo } from "@codex-ts/protocol";

/**
 * The number of tokens at which a history is compacted: the user's, the model's, or nine tenths of the
 * window. Undefined for a model of which neither is known: such a history is never compacted by itself.
 */
export function autoCompactLimit(
  model: Pick<ModelInfo, "auto_compact_token_limit" | "context_window">,
  configured: number | undefined,
): number | undefined {
  if (configured !== undefined) return configured;
  if (typeof model.auto_compact_token_limit === "number") return model.auto_compact_token_limit;
  return typeof model.context_window === "number" ? Math.floor((model.context_window * 9) / 10) : undefined;
}

/** True when the next request should be preceded by a compaction. */
export function needsCompaction(usedTokens: number, limit: number | undefined): boolean {
  return limit !== undefined && usedTokens >= limit;
}
