/** The events that an answer's headers stand for; they come before those of its body. */
import type { ResponseEvent } from "@codex-ts/protocol";
import { headerText, type ResponseHeaders } from "./header-text.ts";
import { parseRateLimits } from "./parse-rate-limits.ts";

/** Rate limits always, then the etag of the model list and the mark of reasoning, where the server sent them. */
export function headerEvents(headers: ResponseHeaders): readonly ResponseEvent[] {
  const events: ResponseEvent[] = [{ type: "rate-limits", snapshot: parseRateLimits(headers) }];
  const etag = headerText(headers, "x-models-etag");
  if (etag !== undefined) events.push({ type: "models-etag", etag });
  if (headers["x-reasoning-included"] !== undefined) events.push({ type: "reasoning-included" });
  return events;
}
