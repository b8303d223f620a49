/** What the app-server tells its clients without being asked. */
import * as z from "zod/mini";
import { Thread, Turn, TurnError } from "./thread.ts";
import { ThreadItem } from "./thread-item.ts";

const ofThread = { threadId: z.string() };
const ofTurn = { threadId: z.string(), turnId: z.string() };
const delta = z.object({ ...ofTurn, itemId: z.string(), delta: z.string() });
const itemOfTurn = z.object({ item: ThreadItem, ...ofTurn });

export const TokenUsageBreakdown = z.object({
  totalTokens: z.number(),
  inputTokens: z.number(),
  cachedInputTokens: z.number(),
  outputTokens: z.number(),
  reasoningOutputTokens: z.number(),
});
/** Tokens of one response or of a whole thread. */
export type TokenUsageBreakdown = z.infer<typeof TokenUsageBreakdown>;

export const RateLimitWindow = z.object({
  usedPercent: z.number(),
  windowDurationMins: z.nullable(z.number()),
  resetsAt: z.nullable(z.number()),
});

/** Params of each notification, by method. */
export const notifications = {
  error: z.object({ error: TurnError, willRetry: z.boolean(), ...ofTurn }),
  /** Experimental: something the user should know that does not end the turn. */
  warning: z.object({ threadId: z.nullable(z.string()), message: z.string() }),
  deprecationNotice: z.object({ summary: z.string(), details: z.nullable(z.string()) }),
  configWarning: z.object({ summary: z.string(), details: z.nullable(z.string()) }),
  "thread/started": z.object({ thread: Thread }),
  "thread/tokenUsage/updated": z.object({
    ...ofTurn,
    tokenUsage: z.object({
      total: TokenUsageBreakdown,
      last: TokenUsageBreakdown,
      modelContextWindow: z.nullable(z.number()),
    }),
  }),
  "thread/compacted": z.object(ofTurn),
  "turn/started": z.object({ ...ofThread, turn: Turn }),
  "turn/completed": z.object({ ...ofThread, turn: Turn }),
  "turn/diff/updated": z.object({ ...ofTurn, diff: z.string() }),
  "turn/plan/updated": z.object({
    ...ofTurn,
    explanation: z.nullable(z.string()),
    plan: z.array(z.object({ step: z.string(), status: z.enum(["pending", "inProgress", "completed"]) })),
  }),
  "item/started": itemOfTurn,
  "item/completed": itemOfTurn,
  "item/agentMessage/delta": delta,
  "item/plan/delta": delta,
  "item/reasoning/summaryTextDelta": z.object({
    ...ofTurn,
    itemId: z.string(),
    delta: z.string(),
    summaryIndex: z.number(),
  }),
  "item/reasoning/summaryPartAdded": z.object({
    ...ofTurn,
    itemId: z.string(),
    summaryIndex: z.number(),
  }),
  "item/reasoning/textDelta": z.object({
    ...ofTurn,
    itemId: z.string(),
    delta: z.string(),
    contentIndex: z.number(),
  }),
  "item/commandExecution/outputDelta": delta,
  "item/fileChange/outputDelta": delta,
  "item/commandExecution/terminalInteraction": z.object({
    ...ofTurn,
    itemId: z.string(),
    processId: z.string(),
    stdin: z.string(),
  }),
  "account/rateLimits/updated": z.object({
    rateLimits: z.object({
      primary: z.nullable(RateLimitWindow),
      secondary: z.nullable(RateLimitWindow),
      credits: z.nullable(
        z.object({ hasCredits: z.boolean(), unlimited: z.boolean(), balance: z.nullable(z.string()) }),
      ),
      planType: z.nullable(z.string()),
    }),
  }),
};

/** The method of a notification. */
export type NotificationMethod = keyof typeof notifications;
/** The params of a notification. */
export type NotificationParams<Method extends NotificationMethod> = z.infer<(typeof notifications)[Method]>;
/** A notification of any method. */
export type ServerNotification = {
  [Method in NotificationMethod]: { readonly method: Method; readonly params: NotificationParams<Method> };
}[NotificationMethod];
