/** Token usage of a thread: folds what the server reports and announces it. */
import type { RateLimitSnapshot, TokenUsage, TokenUsageInfo } from "@codex-ts/protocol";
import { addUsage, fillContextWindow, mergeRateLimits, restartUsage } from "../history/token-usage.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { UsageMeter } from "../ports/usage-meter.ts";

/** Makes the meter of one thread; `initial` is what a resumed thread had used. */
export function createUsageRecorder(initial: TokenUsageInfo | undefined): UsageMeter {
  let info = initial;
  let limits: RateLimitSnapshot | undefined;

  const announce = (events: EventSink) => {
    events.emit({ type: "token_count", info: info ?? null, rate_limits: limits ?? null });
  };

  return {
    get info() {
      return info;
    },
    addResponse(events, usage: TokenUsage | undefined, contextWindow) {
      info = addUsage(info, usage, contextWindow ?? null);
      announce(events);
    },
    setRateLimits(events, snapshot) {
      limits = mergeRateLimits(limits, snapshot);
      announce(events);
    },
    markFull(events, contextWindow) {
      if (contextWindow !== undefined) info = fillContextWindow(contextWindow);
      announce(events);
    },
    setEstimate(events, tokens, contextWindow) {
      info = restartUsage(info, tokens, contextWindow ?? null);
      announce(events);
    },
  };
}
