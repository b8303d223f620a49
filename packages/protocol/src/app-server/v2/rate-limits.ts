/** Rate limits of the account. */
import * as z from "zod/mini";
import { PlanType } from "../../account.ts";
import { Int32, Int64 } from "../../numbers.ts";

export const RateLimitWindow = z.object({
  /** 0 to 100. */
  usedPercent: Int32,
  /** Unix seconds. */
  resetsAt: z.nullable(Int64),
  windowDurationMins: z.nullable(Int64),
});
/** One rate-limit window. */
export type RateLimitWindow = z.infer<typeof RateLimitWindow>;

export const CreditsSnapshot = z.object({
  hasCredits: z.boolean(),
  unlimited: z.boolean(),
  balance: z.nullable(z.string()),
});
/** What is left of bought credits. */
export type CreditsSnapshot = z.infer<typeof CreditsSnapshot>;

export const RateLimitSnapshot = z.object({
  credits: z.nullable(CreditsSnapshot),
  planType: z.nullable(PlanType),
  primary: z.nullable(RateLimitWindow),
  secondary: z.nullable(RateLimitWindow),
});
/** What the back end said of the limits; members are null when it said nothing. */
export type RateLimitSnapshot = z.infer<typeof RateLimitSnapshot>;

export const GetAccountRateLimitsResponse = z.object({ rateLimits: RateLimitSnapshot });
/** Answer of `account/rateLimits/read`. */
export type GetAccountRateLimitsResponse = z.infer<typeof GetAccountRateLimitsResponse>;

export const AccountRateLimitsUpdatedNotification = z.object({ rateLimits: RateLimitSnapshot });
/** Params of `account/rateLimits/updated`: the back end told new numbers. */
export type AccountRateLimitsUpdatedNotification = z.infer<typeof AccountRateLimitsUpdatedNotification>;
