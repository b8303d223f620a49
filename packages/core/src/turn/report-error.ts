/** Tells a client why a turn could not go on. */
import { ModelError } from "@codex-ts/model-client";
import { reasonOf } from "@codex-ts/std";
import type { EventSink } from "../ports/event-sink.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import type { UsageMeter } from "../ports/usage-meter.ts";

/** Announces a failure as an `error` event, after what it tells of usage and limits. */
export function reportError(
  events: EventSink,
  usage: UsageMeter,
  turn: Pick<TurnContext, "model">,
  error: unknown,
): void {
  if (error instanceof ModelError) {
    if (error.kind === "context-window") usage.markFull(events, turn.model.contextWindow);
    if (error.rateLimits) usage.setRateLimits(events, error.rateLimits);
    events.emit({ type: "error", message: error.message, codex_error_info: error.codexErrorInfo });
    return;
  }
  const message = reasonOf(error);
  events.emit({ type: "error", message, codex_error_info: "other" });
}
