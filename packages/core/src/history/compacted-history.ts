/** Builds the history that follows a compaction: preamble, what the user said, the summary. */
import type { MessageItem, ResponseItem } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";
import { isUserMessage } from "../messages/context-message.ts";
import { isImageTag } from "../messages/image-tag.ts";
import { messageText, userText } from "../messages/text-message.ts";
import { estimateTextTokens } from "./token-estimate.ts";
import { truncateText } from "./truncate-output.ts";

/** How many tokens of earlier user messages survive a compaction. */
const USER_MESSAGE_TOKENS = 20_000;

/** The text of a summary as history and rollout keep it. */
export function summaryText(summary: string): string {
  return `${prompts["compact/summary-lead-in"]}\n${summary}`;
}

/**
 * What users said, oldest first, without earlier summaries. `knownSummaries` are summary texts that a
 * rollout names: a summary that another program wrote has a lead-in that we cannot know.
 */
export function collectUserTexts(
  items: readonly ResponseItem[],
  knownSummaries: ReadonlySet<string>,
): string[] {
  const lead = `${prompts["compact/summary-lead-in"]}\n`;
  return items
    .filter(isUserMessage)
    .map(withoutImageTags)
    .map(messageText)
    .filter((text) => text !== "" && !text.startsWith(lead) && !knownSummaries.has(text));
}

/** An image does not survive, and so its tags say nothing. */
function withoutImageTags(message: MessageItem): MessageItem {
  const { content } = message;
  return { ...message, content: content.filter((_, index) => !isImageTag(content, index)) };
}

/**
 * The newest texts that fit the budget, in order; the one that overflows keeps its start and its end. The
 * newest of all stays whole: it is what the model has to do.
 */
function selectUserTexts(texts: readonly string[]): string[] {
  const newest = texts.at(-1);
  if (newest === undefined) return [];
  const selected = [newest];
  let remaining = USER_MESSAGE_TOKENS - estimateTextTokens(newest);
  for (const text of texts.slice(0, -1).reverse()) {
    if (remaining <= 0) break;
    const tokens = estimateTextTokens(text);
    selected.push(tokens <= remaining ? text : truncateText(text, { mode: "tokens", limit: remaining }));
    remaining -= Math.min(tokens, remaining);
  }
  return selected.reverse();
}

/** What is left of a history, to be put in order. */
export interface CompactedHistory {
  /** The fresh preamble of the session. */
  readonly initialContext: readonly ResponseItem[];
  readonly userTexts: readonly string[];
  /** The summary with its lead-in. */
  readonly summary: string;
  /** Snapshots of the work tree outlive a compaction, so that undo still finds them. */
  readonly ghostSnapshots: readonly ResponseItem[];
}

/** The history after a compaction that the model itself summarised. */
export function buildCompactedHistory(parts: CompactedHistory): ResponseItem[] {
  return [
    ...parts.initialContext,
    ...selectUserTexts(parts.userTexts).map(userText),
    userText(parts.summary === "" ? prompts["compact/no-summary"] : parts.summary),
    ...parts.ghostSnapshots,
  ];
}

/** The snapshots in a history. */
export function ghostSnapshots(items: readonly ResponseItem[]): ResponseItem[] {
  return items.filter((item) => item.type === "ghost_snapshot");
}
