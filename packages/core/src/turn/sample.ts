/** One sampling step: a model request, tried again while that may help. */
import { backoffDelayMs, ModelError } from "@codex-ts/model-client";
import type { ResponseItem } from "@codex-ts/protocol";
import { fallbackWarning, reconnecting } from "../messages/reconnecting.ts";
import type { TurnContext } from "../ports/turn-context.ts";
import { buildPrompt } from "./build-prompt.ts";
import { consumeStream, type SampleResult } from "./consume-stream.ts";
import type { SamplePorts } from "./turn-ports.ts";

/**
 * Asks the model once. A broken stream is announced and repeated; items of the broken attempt stay in history.
 * The input is the same again, unless a tool did something meanwhile: that the model is told of, or it would
 * have it done twice. When retries are used up,
 * HTTP takes the place of WebSockets. Throws `ModelError` when nothing is left or can help.
 */
export async function sample(
  ports: SamplePorts,
  turn: TurnContext,
  signal: AbortSignal,
): Promise<SampleResult> {
  let prompt = buildPrompt(ports, turn);
  const turnMetadata = await ports.turnMetadata();
  const prefersWebsockets = turn.model.info.prefer_websockets;
  for (let attempt = 1; ; attempt += 1) {
    ports.recordTurnContext();
    const known = ports.history.items().length;
    try {
      const stream = ports.model.stream(prompt, { turnMetadata, prefersWebsockets }, signal);
      return await consumeStream(ports, turn, stream, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelError) || !error.isRetryable) throw error;
      if (ports.history.items().slice(known).some(isToolOutput)) prompt = buildPrompt(ports, turn);
      if (attempt > ports.streamMaxRetries) {
        if (!ports.model.fallBackToHttp()) throw error;
        ports.events.emit(fallbackWarning(error));
        attempt = 0;
        continue;
      }
      ports.events.emit(reconnecting(error, attempt, ports.streamMaxRetries));
      await ports.clock.sleep(error.retryDelayMs ?? backoffDelayMs(attempt, ports.random), signal);
    }
  }
}

function isToolOutput(entry: ResponseItem): boolean {
  return entry.type === "function_call_output" || entry.type === "custom_tool_call_output";
}
