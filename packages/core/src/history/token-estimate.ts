/** Guesses at token counts between two answers of the server. One token counts as four bytes. */
import type { ResponseItem } from "@codex-ts/protocol";
import { utf8Length } from "../messages/utf8.ts";

/** The guess of 0.99.0, for estimates and for budgets; what a server bills differs. */
export const BYTES_PER_TOKEN = 4;

/** Base64 carries three bytes in four characters; about 650 of them are the server's envelope. */
const ENVELOPE_BYTES = 650;

/** Tokens of a text. */
export function estimateTextTokens(text: string): number {
  return Math.ceil(utf8Length(text) / BYTES_PER_TOKEN);
}

function encryptedBytes(encrypted: string): number {
  return Math.max(0, Math.floor((encrypted.length * 3) / 4) - ENVELOPE_BYTES);
}

function visibleBytes(item: ResponseItem): number {
  if (item.type === "ghost_snapshot") return 0;
  if (item.type === "compaction" || item.type === "compaction_summary") {
    return encryptedBytes(item.encrypted_content);
  }
  if (item.type === "reasoning" && item.encrypted_content) return encryptedBytes(item.encrypted_content);
  // Ids are not sent.
  return utf8Length(JSON.stringify({ ...item, id: undefined }));
}

/** Tokens that an item takes in a request. Ghost snapshots take none: they are never sent. */
export function estimateItemTokens(item: ResponseItem): number {
  return Math.ceil(visibleBytes(item) / BYTES_PER_TOKEN);
}

/** Tokens of a whole request without its tools. */
export function estimatePromptTokens(items: readonly ResponseItem[], baseInstructions: string): number {
  return items.reduce((sum, item) => sum + estimateItemTokens(item), estimateTextTokens(baseInstructions));
}
