/** Sends one request until it is answered, within the provider's budget of retries. */
import { untilAborted } from "@codex-ts/std";
import type { Telemetry } from "@codex-ts/telemetry";
import type { AuthProvider, RequestAuth } from "../auth-provider.ts";
import { ModelError } from "../errors.ts";
import { httpFailure } from "../failures/http-failure.ts";
import { streamError } from "../failures/stream-failure.ts";
import type { Clock } from "../model-client.ts";
import { buildHeaders, type Sender, type StreamHeaders } from "../request/build-headers.ts";
import { buildUrl, displayUrl } from "../request/build-url.ts";
import { resolveAuth } from "../request/resolve-auth.ts";
import { backoffDelayMs } from "./backoff.ts";
import type { HttpClient, HttpResponse } from "./http-client.ts";
import { readText } from "./read-text.ts";
import { retryAfterMs } from "./retry-after.ts";

/** What all requests of a thread share. */
export interface SendContext {
  readonly http: HttpClient;
  readonly sender: Sender;
  readonly auth: AuthProvider;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly random: () => number;
}

/** One request, in a form that can be sent more than once. */
export interface Sendable {
  /** Below the provider's base URL. */
  readonly path: string;
  /** Gives the bytes for these credentials; called for every attempt. Undefined for a GET, which has none. */
  readonly encode: ((auth: RequestAuth, signal: AbortSignal) => Promise<EncodedBody>) | undefined;
  /** Undefined for a request whose answer is one JSON value. */
  readonly stream: Omit<StreamHeaders, "isCompressed"> | undefined;
}

/** A body as it goes over the wire. */
export interface EncodedBody {
  readonly bytes: Uint8Array;
  readonly isCompressed: boolean;
}

/** The longest wait that a server may ask for inside a request, in milliseconds; beyond it we give up. */
export const MAX_WAIT_MS = 60_000;

/** How often refused credentials are renewed: once from storage, once by a refresh, and one to spare. */
export const MAX_RECOVERIES = 3;

type Attempt =
  | { readonly kind: "answered"; readonly response: HttpResponse }
  | {
      readonly kind: "failed";
      readonly error: ModelError;
      /** Undefined when there was no answer. */
      readonly status: number | undefined;
      /** Whether sending the same again may help. */
      readonly canRepeat: boolean;
      /** The stored login where the server refused it: renewing it may help. */
      readonly refusedLogin: RequestAuth | undefined;
      readonly askedWaitMs: number | undefined;
    };

/**
 * Resolves to the answer of a request that succeeded (2xx), its body unread. Server errors, too many
 * requests and broken connections are repeated with growing waits, or with the wait that the server asks
 * for; refused credentials are renewed first. Throws `ModelError`, or the signal's reason after an abort.
 */
export async function sendRequest(
  context: SendContext,
  request: Sendable,
  signal: AbortSignal,
): Promise<HttpResponse> {
  let retries = 0;
  let recoveries = 0;
  for (;;) {
    const startedAt = context.clock.now();
    const attempt = await attemptOnce(context, request, signal);
    tellAttempt(context, attempt, retries, startedAt);
    if (attempt.kind === "answered") return attempt.response;
    if (attempt.refusedLogin && recoveries < MAX_RECOVERIES) {
      recoveries += 1;
      if (await asAuthCall(context.auth.recover(attempt.refusedLogin, signal), signal)) continue;
    }
    const waitMs = attempt.askedWaitMs ?? backoffDelayMs(retries + 1, context.random);
    const isSpent = retries >= context.sender.provider.requestMaxRetries;
    if (!attempt.canRepeat || isSpent || waitMs > MAX_WAIT_MS) throw attempt.error;
    retries += 1;
    await context.clock.sleep(waitMs, signal);
  }
}

function tellAttempt(
  { telemetry, clock }: SendContext,
  attempt: Attempt,
  number: number,
  startedAt: number,
): void {
  const durationMs = clock.now() - startedAt;
  const isAnswered = attempt.kind === "answered";
  const status = isAnswered ? attempt.response.status : attempt.status;
  const tags = { status: status ?? "none", success: isAnswered };
  telemetry.count("codex.api_request", tags);
  telemetry.duration("codex.api_request.duration_ms", durationMs, tags);
  telemetry.event("codex.api_request", {
    duration_ms: durationMs,
    "http.response.status_code": status,
    "error.message": isAnswered ? undefined : attempt.error.message,
    attempt: number,
  });
}

async function attemptOnce(context: SendContext, request: Sendable, signal: AbortSignal): Promise<Attempt> {
  const { sender, http } = context;
  const { auth, isStored } = await asAuthCall(
    resolveAuth(sender.provider, sender.env, context.auth, signal),
    signal,
  );
  const url = buildUrl(sender.provider, request.path, auth.mode);
  const body = await request.encode?.(auth, signal);
  const stream = request.stream && { ...request.stream, isCompressed: body?.isCompressed ?? false };
  const headers = buildHeaders(sender, { url, auth, contentLength: body?.bytes.length, stream });
  let response: HttpResponse;
  try {
    const sent = body
      ? http.post({ url, headers, body: body.bytes }, signal)
      : http.get({ url, headers }, signal);
    response = await sent;
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    const error = streamError(`error sending request for url (${displayUrl(url)})`, { cause });
    return {
      kind: "failed",
      error,
      status: undefined,
      canRepeat: true,
      refusedLogin: undefined,
      askedWaitMs: undefined,
    };
  }
  if (response.status >= 200 && response.status < 300) return { kind: "answered", response };
  return failedAttempt(context, { response, url, login: isStored ? auth : undefined }, signal);
}

/** The most that is read of the body of a failed answer, in bytes. */
export const MAX_FAILURE_BYTES = 256 * 1024;

async function failedAttempt(
  { clock, sender }: SendContext,
  answer: { readonly response: HttpResponse; readonly url: URL; readonly login: RequestAuth | undefined },
  signal: AbortSignal,
): Promise<Attempt> {
  const { status, statusText, headers, body: stream } = answer.response;
  const limits = { maxBytes: MAX_FAILURE_BYTES, idleTimeoutMs: sender.provider.streamIdleTimeoutMs };
  // The status says enough when the body breaks off.
  const body = await readText(stream, limits).catch(() => "");
  signal.throwIfAborted();
  const error = httpFailure({ status, statusText, headers, body, url: displayUrl(answer.url) }, clock.now());
  return {
    kind: "failed",
    error,
    status,
    canRepeat: status >= 500 || error.kind === "retry-limit",
    refusedLogin: status === 401 ? answer.login : undefined,
    askedWaitMs: retryAfterMs(headers, clock.now()),
  };
}

/** Waits for the login no longer than the signal lets, and gives its failures their form; ours pass as they are. */
export async function asAuthCall<Value>(call: Promise<Value>, signal: AbortSignal): Promise<Value> {
  try {
    return await untilAborted(call, signal);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (cause instanceof ModelError) throw cause;
    throw new ModelError({
      kind: "unauthorized",
      message: cause instanceof Error ? cause.message : "The login could not be renewed. Log in again.",
      isRetryable: false,
      codexErrorInfo: "unauthorized",
      cause,
    });
  }
}
