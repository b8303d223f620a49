/** Token usage and rate limits as they travel in events and rollouts. */
import * as z from "zod/mini";

export const TokenUsage = z.object({
  input_tokens: z._default(z.number(), 0),
  cached_input_tokens: z._default(z.number(), 0),
  output_tokens: z._default(z.number(), 0),
  reasoning_output_tokens: z._default(z.number(), 0),
  total_tokens: z._default(z.number(), 0),
});
/** Tokens of one response, or a sum of several. */
export type TokenUsage = z.infer<typeof TokenUsage>;

export const TokenUsageInfo = z.object({
  total_token_usage: TokenUsage,
  last_token_usage: TokenUsage,
  model_context_window: z.optional(z.nullable(z.number())),
});
/** Running totals of a thread. */
export type TokenUsageInfo = z.infer<typeof TokenUsageInfo>;

export const RateLimitWindow = z.object({
  used_percent: z.number(),
  window_minutes: z.nullable(z.number()),
  /** Unix seconds. */
  resets_at: z.nullable(z.number()),
});
/** One rate-limit window. */
export type RateLimitWindow = z.infer<typeof RateLimitWindow>;

export const RateLimitSnapshot = z.object({
  primary: z.nullable(RateLimitWindow),
  secondary: z.nullable(RateLimitWindow),
  credits: z.nullable(
    z.object({ has_credits: z.boolean(), unlimited: z.boolean(), balance: z.nullable(z.string()) }),
  ),
  plan_type: z.nullable(z.string()),
});
/** What the server said of its limits; members are null when it said nothing. */
export type RateLimitSnapshot = z.infer<typeof RateLimitSnapshot>;
