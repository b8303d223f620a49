/** Builds the history that follows a compaction by the server. */
import type { ResponseItem } from "@codex-ts/protocol";
import { isUserMessage } from "../messages/context-message.ts";

function survivesRemoteCompaction(item: ResponseItem): boolean {
  if (item.type !== "message") return true;
  if (item.role === "developer") return false;
  return item.role !== "user" || isUserMessage(item);
}

/**
 * The history after a compaction by the server: stale preamble goes, and a fresh one is put right before the
 * last thing that a user said (at the end when nothing is left of the user).
 */
export function buildRemoteCompactedHistory(
  output: readonly ResponseItem[],
  initialContext: readonly ResponseItem[],
  snapshots: readonly ResponseItem[],
): ResponseItem[] {
  const kept = output.filter(survivesRemoteCompaction);
  const last = kept.findLastIndex(isUserMessage);
  const at = last < 0 ? kept.length : last;
  return [...kept.slice(0, at), ...initialContext, ...kept.slice(at), ...snapshots];
}
