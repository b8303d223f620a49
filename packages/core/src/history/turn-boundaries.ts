/** Where the turns of a history start: the positions that rollback cuts at. */
import type { ResponseItem } from "@codex-ts/protocol";
import { isUserMessage } from "../messages/context-message.ts";

/** Indexes of the messages that users sent, in order. */
function userMessagePositions(items: readonly ResponseItem[]): number[] {
  return items.flatMap((item, index) => (isUserMessage(item) ? [index] : []));
}

/** How many messages of the user's a history holds. */
export function countUserTurns(items: readonly ResponseItem[]): number {
  return userMessagePositions(items).length;
}

/**
 * The history without its last `count` user turns. With fewer turns than that, everything from the first
 * user message on goes and the preamble before it stays; without user messages nothing changes.
 */
export function dropLastUserTurns(items: readonly ResponseItem[], count: number): ResponseItem[] {
  const positions = userMessagePositions(items);
  const cut = count > 0 ? (positions.at(-count) ?? positions[0]) : undefined;
  return cut === undefined ? [...items] : items.slice(0, cut);
}
