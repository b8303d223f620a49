/** Builds the history that follows a compaction by the server. */
import type { MessageItem, ResponseItem } from "@codex-ts/protocol";
import { isUserMessage } from "../messages/context-message.ts";
import { messageText } from "../messages/text-message.ts";

function survivesRemoteCompaction(item: ResponseItem): boolean {
  if (item.type !== "message") return true;
  if (item.role === "developer") return false;
  return item.role !== "user" || isUserMessage(item);
}

/** What is put into the history besides the server's output. */
export interface RemoteHistoryParts {
  readonly initialContext: readonly ResponseItem[];
  /** What the model still works on, kept word for word when the server left it out. */
  readonly pendingRequest: MessageItem | undefined;
  readonly snapshots: readonly ResponseItem[];
}

/**
 * The history after a compaction by the server: stale preamble goes, and a fresh one is put right before the
 * last thing that a user said (at the end when nothing is left of the user).
 */
export function buildRemoteCompactedHistory(
  output: readonly ResponseItem[],
  { initialContext, pendingRequest, snapshots }: RemoteHistoryParts,
): ResponseItem[] {
  const kept = output.filter(survivesRemoteCompaction);
  if (pendingRequest && !kept.some((item) => isSaidIn(item, pendingRequest))) kept.push(pendingRequest);
  const last = kept.findLastIndex(isUserMessage);
  const at = last < 0 ? kept.length : last;
  return [...kept.slice(0, at), ...initialContext, ...kept.slice(at), ...snapshots];
}

function isSaidIn(item: ResponseItem, request: MessageItem): boolean {
  return isUserMessage(item) && messageText(item) === messageText(request);
}
