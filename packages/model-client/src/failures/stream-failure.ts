/** Errors of a stream that had begun, or should have. */
import { isJsonObject } from "@codex-ts/protocol";
import { ModelError, type ModelErrorDetails } from "../errors.ts";

/** A stream that ended before the response did; the turn tries again unless told otherwise. */
export function streamError(
  reason: string,
  details: Partial<Pick<ModelErrorDetails, "cause" | "retryDelayMs" | "isRetryable">>,
): ModelError {
  return new ModelError({
    kind: "stream",
    message: `stream disconnected before completion: ${reason}`,
    isRetryable: true,
    codexErrorInfo: "other",
    ...details,
  });
}

/** Texts of ways in which a stream ends; other programs match on some of them. */
export const STREAM_REASONS = {
  cut: "the connection broke while the response was coming in",
  closed: "stream closed before response.completed",
  idle: "idle timeout waiting for SSE",
  idleSocket: "idle timeout waiting for websocket",
  socketClosed: "websocket closed by server before response.completed",
  binaryFrame: "unexpected binary websocket event",
  failedWithoutError: "the server gave up on the response without saying why",
} as const;

type Failure = (message: string | undefined) => ModelError;

/** Codes of `response.failed` that repeating the request does not help against. */
const FINAL_CODES: Readonly<Record<string, Failure>> = {
  context_length_exceeded: () =>
    new ModelError({
      kind: "context-window",
      message:
        "The conversation no longer fits into the model's context window. Start a new thread, or remove earlier turns, and try again.",
      isRetryable: false,
      codexErrorInfo: "context_window_exceeded",
    }),
  insufficient_quota: () =>
    new ModelError({
      kind: "quota-exceeded",
      message: "The quota of this account is used up. Check its plan and billing details.",
      isRetryable: false,
      codexErrorInfo: "usage_limit_exceeded",
    }),
  usage_not_included: () => usageNotIncluded(),
  invalid_prompt: (message) =>
    new ModelError({
      kind: "invalid-request",
      message: message ?? "Invalid request.",
      isRetryable: false,
      codexErrorInfo: "other",
    }),
};

/** The plan of the account has no use of this product in it. */
export function usageNotIncluded(httpStatus?: number): ModelError {
  return new ModelError({
    kind: "usage-not-included",
    message:
      "This ChatGPT plan does not include Codex. Upgrade to Plus to use it: https://chatgpt.com/explore/plus.",
    isRetryable: false,
    codexErrorInfo: "usage_limit_exceeded",
    httpStatus,
  });
}

/** The error that a `response.failed` event stands for. `event` is the event's JSON object. */
export function responseFailed(event: Readonly<Record<string, unknown>>): ModelError {
  const response = event["response"];
  const error = isJsonObject(response) ? response["error"] : undefined;
  if (!isJsonObject(error)) return streamError(STREAM_REASONS.failedWithoutError, {});
  const code = typeof error["code"] === "string" ? error["code"] : undefined;
  const message = typeof error["message"] === "string" ? error["message"] : undefined;
  const final = code !== undefined && Object.hasOwn(FINAL_CODES, code) ? FINAL_CODES[code] : undefined;
  if (final !== undefined) return final(message);
  const retryDelayMs = code === "rate_limit_exceeded" ? askedDelayMs(message ?? "") : undefined;
  return streamError(message ?? STREAM_REASONS.failedWithoutError, { retryDelayMs });
}

/** The wait that a rate-limit message asks for, in milliseconds, as in "try again in 1.5s". */
function askedDelayMs(message: string): number | undefined {
  const [, amount, unit] = /try again in\s*(\d+(?:\.\d+)?)\s*(ms|s|seconds?)/i.exec(message) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return Math.round(Number(amount) * (unit.toLowerCase() === "ms" ? 1 : 1000));
}
