/** One sampling step: a model request, tried again while that may help. */
import { backoffDelayMs, ModelError } from "@codex-ts/model-client";
import type { TurnContext } from "../ports/turn-context.ts";
import { buildPrompt } from "./build-prompt.ts";
import { consumeStream, type SampleResult } from "./consume-stream.ts";
import type { TurnPorts } from "./turn-ports.ts";

/**
 * Asks the model once. A broken stream is announced and repeated with the same input; items of the broken
 * attempt stay in history. Throws `ModelError` when retries are used up or cannot help.
 */
export async function sample(
  ports: TurnPorts,
  turn: TurnContext,
  signal: AbortSignal,
): Promise<SampleResult> {
  const prompt = buildPrompt(ports, turn);
  const turnMetadata = await ports.turnMetadata();
  for (let attempt = 1; ; attempt += 1) {
    ports.recordTurnContext();
    try {
      const stream = ports.model.stream(prompt, { turnMetadata }, signal);
      return await consumeStream(ports, turn, stream, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelError) || !error.isRetryable || attempt > ports.streamMaxRetries)
        throw error;
      ports.events.emit({
        type: "stream_error",
        message: `Reconnecting... ${attempt}/${ports.streamMaxRetries}`,
        codex_error_info: { response_stream_disconnected: { http_status_code: error.httpStatus ?? null } },
        additional_details: error.message,
      });
      await ports.clock.sleep(error.retryDelayMs ?? backoffDelayMs(attempt, ports.random), signal);
    }
  }
}
