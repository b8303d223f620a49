/** What takes the room of a request, in words for the user. */
import type { ResponseItem } from "@codex-ts/protocol";
import { estimateItemTokens, estimateTextTokens } from "../history/token-estimate.ts";
import { isUserMessage, USER_INSTRUCTIONS_LEAD } from "../messages/context-message.ts";
import { messageText } from "../messages/text-message.ts";

/** One kind of content and its size. */
export interface RequestPart {
  readonly name: string;
  /** An estimate. */
  readonly tokens: number;
}

/** More names than these are no advice any more. */
const MAX_PARTS = 3;

/** The kinds of content that take most, the largest first. */
export function largestParts(
  items: readonly ResponseItem[],
  baseInstructions: string,
): readonly RequestPart[] {
  const sums = new Map<string, number>([["the base instructions", estimateTextTokens(baseInstructions)]]);
  const last = items.findLastIndex(isUserMessage);
  items.forEach((item, index) => {
    const name = index === last ? "your last message" : nameOf(item);
    sums.set(name, (sums.get(name) ?? 0) + estimateItemTokens(item));
  });
  return Array.from(sums, ([name, tokens]) => ({ name, tokens }))
    .filter(({ tokens }) => tokens > 0)
    .sort((a, b) => b.tokens - a.tokens)
    .slice(0, MAX_PARTS);
}

function nameOf(item: ResponseItem): string {
  switch (item.type) {
    case "message":
      if (item.role === "assistant") return "answers of the model";
      if (item.role === "developer") return "developer instructions";
      if (messageText(item).startsWith(USER_INSTRUCTIONS_LEAD)) return "AGENTS.md and skills";
      return isUserMessage(item) ? "earlier messages of yours, and summaries" : "context of the session";
    case "function_call_output":
    case "custom_tool_call_output":
      return "tool outputs";
    case "reasoning":
      return "reasoning";
    case "compaction":
    case "compaction_summary":
      return "the server's summary";
    default:
      return "tool calls";
  }
}
