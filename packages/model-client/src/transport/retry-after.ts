/** How long a server asks to wait. */
import { headerText, type ResponseHeaders } from "../response/header-text.ts";

/**
 * The wait that `Retry-After` asks for (RFC 9110: seconds or a date), in milliseconds; undefined when the
 * header is absent or cannot be read. A date in the past asks for no wait.
 */
export function retryAfterMs(headers: ResponseHeaders, nowMs: number): number | undefined {
  const text = headerText(headers, "retry-after")?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
