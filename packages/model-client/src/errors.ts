/** The one error of this package: a model request that failed, with what a caller needs to go on. */
import type { CodexErrorInfo, RateLimitSnapshot } from "@codex-ts/protocol";

/** What went wrong, for programs. */
export type ModelErrorKind =
  /** The server refused an image; the caller may replace it and try again. */
  | "invalid-image"
  /** The server refused the request as it is; the message is its raw answer. */
  | "invalid-request"
  /** Any status that has no meaning of its own here. */
  | "unexpected-status"
  | "internal-server-error"
  /** The model has no capacity for this account at the moment. */
  | "model-cap"
  /** The plan's allowance is used up. */
  | "usage-limit"
  | "usage-not-included"
  | "quota-exceeded"
  /** The server kept saying "too many requests". */
  | "retry-limit"
  | "context-window"
  /** The connection or the stream broke, or the server said that the response failed. */
  | "stream"
  /** The login could not be renewed. */
  | "unauthorized"
  /** A model server on the user's machine is not ready. */
  | "local-server"
  /** The provider's key is not in the environment. */
  | "missing-env-key";

/** What a `ModelError` is made of. */
export interface ModelErrorDetails {
  readonly kind: ModelErrorKind;
  /** The text for the user. */
  readonly message: string;
  /** True when repeating the same request may help; the turn decides how often. */
  readonly isRetryable: boolean;
  /** How long the server asked to wait before the next attempt, in milliseconds. */
  readonly retryDelayMs?: number | undefined;
  /** The kind as the protocol names it. */
  readonly codexErrorInfo: CodexErrorInfo;
  /** The status of the HTTP answer, for programs; an internal server error is told by its kind alone. */
  readonly httpStatus?: number | undefined;
  /** The limits that the failed answer carried, to be shown like those of a good one. */
  readonly rateLimits?: RateLimitSnapshot | undefined;
  readonly cause?: unknown;
}

/** Thrown by every call of a model client, except that an abort rejects with the signal's reason. */
export class ModelError extends Error {
  readonly code = "model-error";
  readonly kind: ModelErrorKind;
  readonly isRetryable: boolean;
  readonly retryDelayMs: number | undefined;
  readonly codexErrorInfo: CodexErrorInfo;
  readonly httpStatus: number | undefined;
  readonly rateLimits: RateLimitSnapshot | undefined;

  constructor(details: ModelErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "ModelError";
    this.kind = details.kind;
    this.isRetryable = details.isRetryable;
    this.retryDelayMs = details.retryDelayMs;
    this.codexErrorInfo = details.codexErrorInfo;
    this.httpStatus = details.httpStatus;
    this.rateLimits = details.rateLimits;
  }
}
