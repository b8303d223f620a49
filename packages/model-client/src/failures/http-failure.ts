/** From an HTTP answer that is no success to the error that it stands for. */
import { isJsonObject, parseJsonObject } from "@codex-ts/protocol";
import { ModelError } from "../errors.ts";
import { headerText, type ResponseHeaders } from "../response/header-text.ts";
import { parseRateLimits } from "../response/parse-rate-limits.ts";
import { modelCapText, usageLimitText } from "./limit-texts.ts";
import { usageNotIncluded } from "./stream-failure.ts";

/** A failed answer, read as a whole. A WebSocket's error frame has the same parts. */
export interface FailedAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: ResponseHeaders;
  readonly body: string;
  /** Where the request went, as messages show it; undefined for a frame of a connection. */
  readonly url: string | undefined;
}

/** What the server writes when it cannot read an image; the caller may then take the image out. */
const INVALID_IMAGE_MARK = "The image data you provided does not represent a valid image";

/** The error for a failed answer. `nowMs` is Unix time, for texts that name a time of day. */
export function httpFailure(answer: FailedAnswer, nowMs: number): ModelError {
  if (answer.status === 400) return badRequest(answer);
  if (answer.status === 429) return tooManyRequests(answer, nowMs);
  if (answer.status === 500) return serverError();
  return unexpectedStatus(answer);
}

function badRequest({ body }: FailedAnswer): ModelError {
  const isImage = body.includes(INVALID_IMAGE_MARK);
  return new ModelError({
    kind: isImage ? "invalid-image" : "invalid-request",
    message: isImage
      ? "Invalid image in your last message. Please remove it and try again."
      : body || "The server refused the request (status 400) without saying why.",
    isRetryable: false,
    codexErrorInfo: isImage ? "bad_request" : "other",
    httpStatus: 400,
  });
}

function serverError(): ModelError {
  return new ModelError({
    kind: "internal-server-error",
    message: "The model server failed, perhaps because demand is high. Try again in a moment.",
    isRetryable: true,
    codexErrorInfo: "internal_server_error",
  });
}

function tooManyRequests(answer: FailedAnswer, nowMs: number): ModelError {
  const cappedModel = headerText(answer.headers, "x-codex-model-cap-model");
  if (cappedModel !== undefined) return modelCap(answer.headers, cappedModel);
  const error = errorMember(answer.body);
  if (error?.["type"] === "usage_limit_reached") return usageLimit(answer.headers, error, nowMs);
  if (error?.["type"] === "usage_not_included") return usageNotIncluded(429);
  const id = requestId(answer.headers);
  return new ModelError({
    kind: "retry-limit",
    message: `exceeded retry limit, last status: 429 Too Many Requests${id ? `, request id: ${id}` : ""}`,
    isRetryable: false,
    codexErrorInfo: { response_too_many_failed_attempts: { http_status_code: 429 } },
    httpStatus: 429,
  });
}

function modelCap(headers: ResponseHeaders, model: string): ModelError {
  const text = headerText(headers, "x-codex-model-cap-reset-after-seconds");
  const seconds = text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
  return new ModelError({
    kind: "model-cap",
    message: modelCapText(model, seconds),
    isRetryable: false,
    codexErrorInfo: { model_cap: { model, reset_after_seconds: seconds } },
    httpStatus: 429,
  });
}

function usageLimit(
  headers: ResponseHeaders,
  error: Readonly<Record<string, unknown>>,
  nowMs: number,
): ModelError {
  const { plan_type: plan, resets_at: resetsAt } = error;
  return new ModelError({
    kind: "usage-limit",
    message: usageLimitText({
      plan: typeof plan === "string" ? plan.toLowerCase() : undefined,
      promotion: headerText(headers, "x-codex-promo-message"),
      resetsAtMs: typeof resetsAt === "number" ? resetsAt * 1000 : undefined,
      nowMs,
    }),
    isRetryable: false,
    codexErrorInfo: "usage_limit_exceeded",
    httpStatus: 429,
    rateLimits: parseRateLimits(headers),
  });
}

function unexpectedStatus(answer: FailedAnswer): ModelError {
  const status = `${answer.status} ${answer.statusText}`;
  const ray = headerText(answer.headers, "cf-ray");
  const id = requestId(answer.headers);
  const what = isCloudflareBlock(answer)
    ? `Cloudflare blocked the request, which often happens in regions where the service is not offered (status ${status})`
    : `unexpected status ${status}: ${reasonOf(answer.body)}`;
  const where = [answer.url && `url: ${answer.url}`, ray && `cf-ray: ${ray}`, id && `request id: ${id}`];
  return new ModelError({
    kind: "unexpected-status",
    message: [what, ...where.filter(Boolean)].join(", "),
    isRetryable: true,
    codexErrorInfo: "other",
    httpStatus: answer.status,
  });
}

function isCloudflareBlock({ status, body }: FailedAnswer): boolean {
  return status === 403 && body.includes("Cloudflare") && body.includes("blocked");
}

/** How much of a body a message quotes, in bytes. */
const MAX_QUOTED_BYTES = 1000;

function reasonOf(body: string): string {
  const message = errorMember(body)?.["message"];
  if (typeof message === "string" && message.trim()) return message;
  const text = body.trim();
  if (text === "") return "Unknown error";
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= MAX_QUOTED_BYTES) return text;
  // A stream decoder keeps back a character that the cut went through.
  const quoted = new TextDecoder().decode(bytes.subarray(0, MAX_QUOTED_BYTES), { stream: true });
  return `${quoted}...`;
}

function requestId(headers: ResponseHeaders): string | undefined {
  return headerText(headers, "x-request-id") ?? headerText(headers, "x-oai-request-id");
}

/** The `error` object of a JSON body. */
function errorMember(body: string): Readonly<Record<string, unknown>> | undefined {
  const error = parseJsonObject(body)?.["error"];
  return isJsonObject(error) ? error : undefined;
}
