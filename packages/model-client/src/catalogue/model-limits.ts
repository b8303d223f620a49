/** How much fits into a model, in tokens. */
import type { ModelInfo } from "@codex-ts/protocol";

type Window = Pick<ModelInfo, "context_window" | "effective_context_window_percent">;

/** The part of the window that we fill; undefined when the window is unknown. */
export function effectiveContextWindow(model: Window): number | undefined {
  if (model.context_window == null) return undefined;
  return Math.floor((model.context_window * model.effective_context_window_percent) / 100);
}

/** Share of the window at which a history is compacted when the model sets no limit (Codex 0.99.0). */
const AUTO_COMPACT_PERCENT = 90;

/** The number of tokens at which a history is compacted; undefined when nothing says so. */
export function autoCompactLimit(
  model: Pick<ModelInfo, "context_window" | "auto_compact_token_limit">,
): number | undefined {
  if (model.auto_compact_token_limit != null) return model.auto_compact_token_limit;
  if (model.context_window == null) return undefined;
  return Math.floor((model.context_window * AUTO_COMPACT_PERCENT) / 100);
}
