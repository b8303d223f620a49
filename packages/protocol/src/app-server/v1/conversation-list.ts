/** Finding conversations. */
import * as z from "zod/mini";
import { ThreadId } from "../../ids.ts";
import { Uint } from "../../numbers.ts";
import { SessionSource } from "../../session-source.ts";

export const ConversationGitInfo = z.object({
  branch: z.nullable(z.string()),
  origin_url: z.nullable(z.string()),
  sha: z.nullable(z.string()),
});
/** Where the repository stood. */
export type ConversationGitInfo = z.infer<typeof ConversationGitInfo>;

export const ConversationSummary = z.object({
  conversationId: ThreadId,
  cwd: z.string(),
  path: z.string(),
  cliVersion: z.string(),
  modelProvider: z.string(),
  preview: z.string(),
  source: SessionSource,
  gitInfo: z.nullable(ConversationGitInfo),
  /** RFC 3339. */
  timestamp: z.nullable(z.string()),
  /** RFC 3339. */
  updatedAt: z.nullable(z.string()),
});
/** A conversation in a list. */
export type ConversationSummary = z.infer<typeof ConversationSummary>;

export const ListConversationsParams = z.object({
  cursor: z.nullish(z.string()),
  modelProviders: z.nullish(z.array(z.string())),
  /** 1 to 100; 25 when absent. */
  pageSize: z.nullish(Uint),
});
/** Parameters of `listConversations`. */
export type ListConversationsParams = z.infer<typeof ListConversationsParams>;

export const ListConversationsResponse = z.object({
  items: z.array(ConversationSummary),
  nextCursor: z.nullable(z.string()),
});
/** Answer of `listConversations`: latest change first. */
export type ListConversationsResponse = z.infer<typeof ListConversationsResponse>;

export const GetConversationSummaryParams = z.union([
  z.object({ rolloutPath: z.string() }),
  z.object({ conversationId: ThreadId }),
]);
/** Parameters of `getConversationSummary`. */
export type GetConversationSummaryParams = z.infer<typeof GetConversationSummaryParams>;

export const GetConversationSummaryResponse = z.object({ summary: ConversationSummary });
/** Answer of `getConversationSummary`. */
export type GetConversationSummaryResponse = z.infer<typeof GetConversationSummaryResponse>;
