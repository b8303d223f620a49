/** What clients are told about a thread as a whole. */
import * as z from "zod/mini";
import { Int64 } from "../../numbers.ts";
import { Thread } from "./thread.ts";
import { TurnError } from "./turn.ts";

const ofTurn = { threadId: z.string(), turnId: z.string() };

export const ThreadStartedNotification = z.object({ thread: Thread });
/** Params of `thread/started`: a thread was opened. */
export type ThreadStartedNotification = z.infer<typeof ThreadStartedNotification>;

export const ThreadNameUpdatedNotification = z.object({
  threadId: z.string(),
  threadName: z.nullish(z.string()),
});
/** Params of `thread/name/updated`: a thread has a new name. */
export type ThreadNameUpdatedNotification = z.infer<typeof ThreadNameUpdatedNotification>;

export const TokenUsageBreakdown = z.object({
  cachedInputTokens: Int64,
  inputTokens: Int64,
  outputTokens: Int64,
  reasoningOutputTokens: Int64,
  totalTokens: Int64,
});
/** Tokens of one response or of a whole thread. */
export type TokenUsageBreakdown = z.infer<typeof TokenUsageBreakdown>;

export const ThreadTokenUsage = z.object({
  /** The last response. */
  last: TokenUsageBreakdown,
  total: TokenUsageBreakdown,
  /** Tokens that the model can hold, where known. */
  modelContextWindow: z.nullable(Int64),
});
/** Running totals of a thread. */
export type ThreadTokenUsage = z.infer<typeof ThreadTokenUsage>;

export const ThreadTokenUsageUpdatedNotification = z.object({ ...ofTurn, tokenUsage: ThreadTokenUsage });
/** Params of `thread/tokenUsage/updated`: a response ended, or a rollback changed the totals. */
export type ThreadTokenUsageUpdatedNotification = z.infer<typeof ThreadTokenUsageUpdatedNotification>;

export const ContextCompactedNotification = z.object({ ...ofTurn });
/** Params of `thread/compacted`: the older twin of the `contextCompaction` item. */
export type ContextCompactedNotification = z.infer<typeof ContextCompactedNotification>;

export const ErrorNotification = z.object({
  ...ofTurn,
  error: TurnError,
  /** True: a retry follows and the turn goes on. */
  willRetry: z.boolean(),
});
/** Params of `error`: the turn failed, or its stream is being retried. */
export type ErrorNotification = z.infer<typeof ErrorNotification>;
