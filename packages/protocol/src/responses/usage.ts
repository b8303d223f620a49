/** Token usage and rate limits as they travel in events and rollouts. */
import * as z from "zod/mini";
import { PlanName } from "../account.ts";
import { Float64, Int64 } from "../numbers.ts";

export const TokenUsage = z.object({
  input_tokens: Int64,
  cached_input_tokens: Int64,
  output_tokens: Int64,
  reasoning_output_tokens: Int64,
  total_tokens: Int64,
});
/** Tokens of one response, or a sum of several. */
export type TokenUsage = z.infer<typeof TokenUsage>;

export const TokenUsageInfo = z.object({
  total_token_usage: TokenUsage,
  last_token_usage: TokenUsage,
  model_context_window: z.nullish(Int64),
});
/** Running totals of a thread. */
export type TokenUsageInfo = z.infer<typeof TokenUsageInfo>;

/** Older files leave such members out; for us they are null then. */
function orNull<Inner extends z.ZodMiniType>(inner: Inner) {
  return z._default(z.nullable(inner), null);
}

export const RateLimitWindow = z.object({
  /** 0 to 100. */
  used_percent: Float64,
  window_minutes: orNull(Int64),
  /** Unix seconds. */
  resets_at: orNull(Int64),
});
/** One rate-limit window. */
export type RateLimitWindow = z.infer<typeof RateLimitWindow>;

export const CreditsSnapshot = z.object({
  has_credits: z.boolean(),
  unlimited: z.boolean(),
  balance: orNull(z.string()),
});
/** What is left of bought credits. */
export type CreditsSnapshot = z.infer<typeof CreditsSnapshot>;

export const RateLimitSnapshot = z.object({
  primary: orNull(RateLimitWindow),
  secondary: orNull(RateLimitWindow),
  credits: orNull(CreditsSnapshot),
  plan_type: orNull(PlanName),
});
/** What the server said of its limits; members are null when it said nothing. */
export type RateLimitSnapshot = z.infer<typeof RateLimitSnapshot>;
