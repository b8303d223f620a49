/** Token usage of a thread. */
import type { RateLimitSnapshot, TokenUsage, TokenUsageInfo } from "@codex-ts/protocol";
import type { EventSink } from "./event-sink.ts";

/** Folds usage into totals; every change is announced as a `token_count` event. Windows are in tokens. */
export interface UsageMeter {
  readonly info: TokenUsageInfo | undefined;
  /** Adds the usage of a response; announces the totals even when the server gave none. */
  addResponse(events: EventSink, usage: TokenUsage | undefined, contextWindow: number | undefined): void;
  /** Takes new rate limits; credits and plan keep their last value when the snapshot has none. */
  setRateLimits(events: EventSink, snapshot: RateLimitSnapshot): void;
  /** Marks the context as full, after the server said so. */
  markFull(events: EventSink, contextWindow: number | undefined): void;
  /** Sets the last usage to an estimate, after history was rewritten. */
  setEstimate(events: EventSink, tokens: number, contextWindow: number | undefined): void;
}
