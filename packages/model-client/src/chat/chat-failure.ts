/** Errors that chat servers report, and the ends of an answer that are none. */
import { isJsonObject } from "@codex-ts/protocol";
import { ModelError } from "../errors.ts";
import { streamError } from "../failures/stream-failure.ts";

/** How llama.cpp, vLLM, Ollama, LM Studio and OpenAI say that a prompt is too long. */
const TOO_LONG =
  /context_length_exceeded|exceed_context_size|maximum context length|exceeds? the (available )?context|context (length|window|size) (of|exceeded)|prompt is too long/i;

/** The error for an `error` member, which is an object or a text. */
export function chatError(error: unknown): ModelError {
  const details = isJsonObject(error) ? error : {};
  const message = messageOf(error) ?? "the server reported an error without saying what happened";
  if (isTooLong(error)) return contextError(message);
  const isFinal = details["type"] === "invalid_request_error" || details["code"] === 400;
  return streamError(message, { isRetryable: !isFinal });
}

/** The error of a refused request, with its meaning where the server's words tell that the prompt is too long. */
export function asChatError(error: unknown): unknown {
  const isRefusal = error instanceof ModelError && error.kind === "invalid-request";
  return isRefusal && TOO_LONG.test(error.message) ? contextError(error.message, error) : error;
}

/** Undefined for an end in good order; servers have many words for it. */
export function badEnd(finishReason: string): ModelError | undefined {
  if (finishReason === "length" || finishReason === "max_tokens") {
    return contextError(
      `the answer was cut off because the server's token limit was reached (finish_reason "${finishReason}")`,
    );
  }
  if (finishReason === "content_filter") {
    return new ModelError({
      kind: "invalid-request",
      message: "The server's content filter stopped the answer. Put the request in other words.",
      isRetryable: false,
      codexErrorInfo: "other",
    });
  }
  return undefined;
}

function contextError(reason: string, cause?: unknown): ModelError {
  return new ModelError({
    kind: "context-window",
    message:
      `The conversation does not fit into the context that the server gives the model: ${reason}. ` +
      "Start the server with a larger context (Ollama: OLLAMA_CONTEXT_LENGTH, llama.cpp: --ctx-size, vLLM: " +
      "--max-model-len) and set model_context_window to the same number, or start a new thread.",
    isRetryable: false,
    codexErrorInfo: "context_window_exceeded",
    cause,
  });
}

function isTooLong(error: unknown): boolean {
  const details = isJsonObject(error) ? error : {};
  return [details["type"], details["code"], messageOf(error)].some(
    (text) => typeof text === "string" && TOO_LONG.test(text),
  );
}

function messageOf(error: unknown): string | undefined {
  if (typeof error === "string" && error !== "") return error;
  const message = isJsonObject(error) ? error["message"] : undefined;
  return typeof message === "string" && message !== "" ? message : undefined;
}
