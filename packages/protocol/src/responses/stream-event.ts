/** What a model stream yields, after decoding and independent of the transport. */
import type { ResponseItem } from "./response-item.ts";
import type { RateLimitSnapshot, TokenUsage } from "./usage.ts";

/** One step of a model response, in stream order. Exactly one `completed` ends a good stream. */
export type ResponseEvent =
  | { readonly type: "rate-limits"; readonly snapshot: RateLimitSnapshot }
  | { readonly type: "models-etag"; readonly etag: string }
  | { readonly type: "reasoning-included" }
  | { readonly type: "item-started"; readonly item: ResponseItem }
  | { readonly type: "item-completed"; readonly item: ResponseItem }
  | { readonly type: "text-delta"; readonly delta: string }
  | { readonly type: "reasoning-summary-delta"; readonly delta: string; readonly summaryIndex: number }
  | { readonly type: "reasoning-content-delta"; readonly delta: string; readonly contentIndex: number }
  | { readonly type: "reasoning-summary-part"; readonly summaryIndex: number }
  | { readonly type: "completed"; readonly responseId: string; readonly usage: TokenUsage | undefined };
