/** Shortens a history that is about to be compacted by the server, which refuses what does not fit. */
import type { ResponseItem } from "@codex-ts/protocol";
import { removeWithPartner } from "../history/normalize.ts";
import { estimatePromptTokens } from "../history/token-estimate.ts";

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
  let kept = [...items];
  while (estimatePromptTokens(kept, baseInstructions) > contextWindow) {
    const last = kept.at(-1);
    if (!last || !canBeHadAgain(last)) break;
    kept = removeWithPartner(kept, kept.length - 1);
  }
  return kept;
}
