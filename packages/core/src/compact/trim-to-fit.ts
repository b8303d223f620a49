/** Shortens a history that is about to be compacted by the server, which refuses what does not fit. */
import type { ResponseItem } from "@codex-ts/protocol";
import { removeWithPartner } from "../history/normalize.ts";
import { estimateItemTokens, estimateTextTokens } from "../history/token-estimate.ts";

/** Only the newest of what can be had again goes: tool outputs and our own developer messages. */
function canBeHadAgain(item: ResponseItem): boolean {
  if (item.type === "message") return item.role === "developer";
  return item.type === "function_call_output" || item.type === "custom_tool_call_output";
}

/**
 * Drops items from the end, each output with its call, until the estimate fits the window or the last item
 * is worth keeping. `contextWindow` is in tokens; the result may still be too long.
 */
export function trimToFit(
  items: readonly ResponseItem[],
  baseInstructions: string,
  contextWindow: number,
): ResponseItem[] {
  // Counted once: an item may be megabytes of JSON, and one after the other is dropped.
  const sizes = new Map(items.map((item) => [item, estimateItemTokens(item)]));
  const budget = contextWindow - estimateTextTokens(baseInstructions);
  let kept = [...items];
  while (kept.reduce((sum, item) => sum + (sizes.get(item) ?? 0), 0) > budget) {
    const last = kept.at(-1);
    if (!last || !canBeHadAgain(last)) break;
    kept = removeWithPartner(kept, kept.length - 1);
  }
  return kept;
}
