/** Lets the model itself summarise a history. */
import {
  backoffDelayMs,
  type Clock,
  ModelError,
  type Prompt,
  resolveReasoning,
  type TurnClient,
} from "@codex-ts/model-client";
import type { ResponseItem } from "@codex-ts/protocol";
import { normalizeHistory, removeWithPartner } from "../history/normalize.ts";
import { fallbackWarning, reconnecting } from "../messages/reconnecting.ts";
import { assistantText, userText } from "../messages/text-message.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import type { UsageMeter } from "../ports/usage-meter.ts";

/** What a summary request works with. */
export interface LocalCompactPorts {
  readonly events: EventSink;
  readonly usage: UsageMeter;
  readonly model: TurnClient;
  readonly streamMaxRetries: number;
  readonly baseInstructions: string;
  readonly turnMetadata: () => Promise<string | undefined>;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * Asks for a summary of `history` and gives its text, which is all of the answer that lasts. When the history
 * itself does not fit any more, its oldest items are left out one by one; other failures are tried again like a
 * turn's. Throws `ModelError` when nothing helps.
 */
export async function requestSummary(
  ports: LocalCompactPorts,
  turn: TurnContext,
  history: readonly ResponseItem[],
  compactPrompt: string,
  signal: AbortSignal,
): Promise<string> {
  let input: readonly ResponseItem[] = [...history, userText(compactPrompt)];
  let trimmed = 0;
  let attempt = 1;
  for (;;) {
    try {
      const summary = await readSummary(ports, turn, input, signal);
      if (trimmed > 0) announceTrimmed(ports.events, trimmed);
      return summary;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelError)) throw error;
      if (error.kind === "context-window") {
        if (input.length <= 1) throw error;
        input = removeWithPartner(input, 0);
        trimmed += 1;
        attempt = 1;
        continue;
      }
      if (attempt > ports.streamMaxRetries) {
        if (!error.isRetryable || !ports.model.fallBackToHttp()) throw error;
        ports.events.emit(fallbackWarning(error));
        attempt = 1;
        continue;
      }
      ports.events.emit(reconnecting(error, attempt, ports.streamMaxRetries));
      await ports.clock.sleep(error.retryDelayMs ?? backoffDelayMs(attempt, ports.random), signal);
      attempt += 1;
    }
  }
}

async function readSummary(
  ports: LocalCompactPorts,
  turn: TurnContext,
  input: readonly ResponseItem[],
  signal: AbortSignal,
): Promise<string> {
  const { info, effort, summary } = turn.model;
  const prompt: Prompt = {
    model: info.slug,
    instructions: ports.baseInstructions,
    input: normalizeHistory(input, { acceptsImages: info.input_modalities.includes("image") }),
    tools: [],
    parallelToolCalls: false,
    reasoning: resolveReasoning(info, { effort, summary }),
    text: {},
  };
  let text = "";
  const options = { turnMetadata: await ports.turnMetadata(), prefersWebsockets: info.prefer_websockets };
  for await (const event of ports.model.stream(prompt, options, signal)) {
    if (event.type === "item-completed") {
      text = assistantText(event.item) ?? text;
    } else if (event.type === "rate-limits") ports.usage.setRateLimits(ports.events, event.snapshot);
    else if (event.type === "completed") {
      ports.usage.addResponse(ports.events, event.usage, turn.model.contextWindow);
    }
  }
  return text;
}

function announceTrimmed(events: EventSink, trimmed: number): void {
  const items = trimmed === 1 ? "the oldest item" : `the ${trimmed} oldest items`;
  events.emit({
    type: "background_event",
    message: `The history did not fit into the model's context: ${items} could not be part of the summary.`,
  });
}
