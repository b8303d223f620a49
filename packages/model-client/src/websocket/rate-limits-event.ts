/** Rate limits as a WebSocket's own event names them; pure. */
import {
  isJsonObject,
  type RateLimitSnapshot,
  type RateLimitWindow,
  type ResponseEvent,
} from "@codex-ts/protocol";

/** The event's limits; undefined when a part of it has a shape that we do not know. */
export function rateLimitsEvent(event: Readonly<Record<string, unknown>>): ResponseEvent | undefined {
  const limits = event["rate_limits"] ?? {};
  if (!isJsonObject(limits)) return undefined;
  const primary = toWindow(limits["primary"]);
  const secondary = toWindow(limits["secondary"]);
  const credits = toCredits(event["credits"]);
  const plan = event["plan_type"] ?? null;
  if (primary === undefined || secondary === undefined || credits === undefined) return undefined;
  if (plan !== null && typeof plan !== "string") return undefined;
  const snapshot = { primary, secondary, credits, plan_type: plan as RateLimitSnapshot["plan_type"] };
  return { type: "rate-limits", snapshot };
}

function toWindow(value: unknown): RateLimitWindow | null | undefined {
  if (value == null) return null;
  if (!isJsonObject(value)) return undefined;
  const { used_percent: used, window_minutes: minutes = null, reset_at: resetsAt = null } = value;
  if (typeof used !== "number" || !isNumberOrNull(minutes) || !isNumberOrNull(resetsAt)) return undefined;
  return { used_percent: used, window_minutes: minutes, resets_at: resetsAt };
}

function toCredits(value: unknown): RateLimitSnapshot["credits"] | undefined {
  if (value == null) return null;
  if (!isJsonObject(value)) return undefined;
  const { has_credits: hasCredits, unlimited, balance = null } = value;
  if (typeof hasCredits !== "boolean" || typeof unlimited !== "boolean") return undefined;
  if (balance !== null && typeof balance !== "string") return undefined;
  return { has_credits: hasCredits, unlimited, balance };
}

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || typeof value === "number";
}
