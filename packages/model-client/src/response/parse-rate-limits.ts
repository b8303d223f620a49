/** Rate limits from the headers of an answer. */
import type { RateLimitSnapshot, RateLimitWindow } from "@codex-ts/protocol";
import { headerText, type ResponseHeaders } from "./header-text.ts";

/** The limits that the headers name; members are null where they say nothing. */
export function parseRateLimits(headers: ResponseHeaders): RateLimitSnapshot {
  return {
    primary: parseWindow(headers, "x-codex-primary"),
    secondary: parseWindow(headers, "x-codex-secondary"),
    credits: parseCredits(headers),
    // Only the WebSocket's event names the plan.
    plan_type: null,
  };
}

/** A window of zeros without a reset time is one that the account does not have. */
function parseWindow(headers: ResponseHeaders, prefix: string): RateLimitWindow | null {
  const usedPercent = parseNumber(headerText(headers, `${prefix}-used-percent`));
  if (usedPercent === null) return null;
  const windowMinutes = parseInteger(headerText(headers, `${prefix}-window-minutes`));
  const resetsAt = parseInteger(headerText(headers, `${prefix}-reset-at`));
  if (usedPercent === 0 && !windowMinutes && resetsAt === null) return null;
  return { used_percent: usedPercent, window_minutes: windowMinutes, resets_at: resetsAt };
}

function parseCredits(headers: ResponseHeaders): RateLimitSnapshot["credits"] {
  const hasCredits = parseBoolean(headerText(headers, "x-codex-credits-has-credits"));
  const unlimited = parseBoolean(headerText(headers, "x-codex-credits-unlimited"));
  if (hasCredits === null || unlimited === null) return null;
  const balance = headerText(headers, "x-codex-credits-balance")?.trim();
  return { has_credits: hasCredits, unlimited, balance: balance ? balance : null };
}

function parseNumber(text: string | undefined): number | null {
  if (!text?.trim()) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function parseInteger(text: string | undefined): number | null {
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : null;
}

function parseBoolean(text: string | undefined): boolean | null {
  if (text === "1" || text?.toLowerCase() === "true") return true;
  if (text === "0" || text?.toLowerCase() === "false") return false;
  return null;
}
