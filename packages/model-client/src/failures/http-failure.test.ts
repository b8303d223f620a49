import { expect, test } from "@jest/globals";
import { status, withServer } from "../../test/loopback-server.ts";
import { ask, NOW_MS, testClient } from "../../test/test-client.ts";
import { ModelError } from "../errors.ts";

interface Row {
  readonly when: string;
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly kind: string;
  readonly info: unknown;
  /** `URL` stands for the address of the request. */
  readonly message: string | RegExp;
  readonly isRetryable: boolean;
}

const UNEXPECTED = { kind: "unexpected-status", info: "other", isRetryable: true };
const SPENT = { kind: "retry-limit", isRetryable: false } as const;
const LIMIT = { status: 429, kind: "usage-limit", info: "usage_limit_exceeded", isRetryable: false };

const reached = (more: object) => JSON.stringify({ error: { type: "usage_limit_reached", ...more } });

const ROWS: readonly Row[] = [
  {
    when: "an image cannot be read",
    status: 400,
    body: '{"error":{"message":"The image data you provided does not represent a valid image"}}',
    kind: "invalid-image",
    info: "bad_request",
    message: "Invalid image in your last message. Please remove it and try again.",
    isRetryable: false,
  },
  {
    when: "the request is invalid",
    status: 400,
    body: '{"error":{"message":"bad tools"}}',
    kind: "invalid-request",
    info: "other",
    message: '{"error":{"message":"bad tools"}}',
    isRetryable: false,
  },
  {
    when: "the request is invalid and the body is empty",
    status: 400,
    kind: "invalid-request",
    info: "other",
    message: /400/,
    isRetryable: false,
  },
  {
    ...UNEXPECTED,
    when: "the credentials are refused",
    status: 401,
    body: '{"error":{"message":"bad key"}}',
    headers: { "cf-ray": "ray-1", "x-request-id": "req-1", "x-oai-request-id": "oai-1" },
    message: "unexpected status 401 Unauthorized: bad key, url: URL, cf-ray: ray-1, request id: req-1",
  },
  {
    ...UNEXPECTED,
    when: "access is refused",
    status: 403,
    body: "no",
    headers: { "x-oai-request-id": "oai-1" },
    message: "unexpected status 403 Forbidden: no, url: URL, request id: oai-1",
  },
  {
    ...UNEXPECTED,
    when: "Cloudflare blocks",
    status: 403,
    body: "<html>Cloudflare: you have been blocked</html>",
    headers: { "cf-ray": "ray-1" },
    message: /^Cloudflare blocked .*\(status 403 Forbidden\), url: URL, cf-ray: ray-1$/,
  },
  {
    ...UNEXPECTED,
    when: "nothing is there",
    status: 404,
    body: " \n",
    message: "unexpected status 404 Not Found: Unknown error, url: URL",
  },
  {
    ...UNEXPECTED,
    when: "the body is long and a character is cut in two",
    status: 404,
    body: `x${"é".repeat(700)}`,
    message: `unexpected status 404 Not Found: x${"é".repeat(499)}..., url: URL`,
  },
  {
    ...UNEXPECTED,
    when: "the server redirects",
    status: 307,
    body: "moved",
    headers: { location: "http://127.0.0.1:9/" },
    message: "unexpected status 307 Temporary Redirect: moved, url: URL",
  },
  {
    ...UNEXPECTED,
    when: "the service is unavailable",
    status: 503,
    body: '{"error":{"message":""}}',
    message: 'unexpected status 503 Service Unavailable: {"error":{"message":""}}, url: URL',
  },
  {
    ...UNEXPECTED,
    when: "the status is unknown",
    status: 599,
    body: "x",
    message: "unexpected status 599 <unknown status code>: x, url: URL",
  },
  {
    when: "the server failed",
    status: 500,
    body: "stack trace",
    kind: "internal-server-error",
    info: "internal_server_error",
    message: /high/,
    isRetryable: true,
  },
  {
    when: "the model has no capacity for an hour",
    status: 429,
    body: reached({}),
    headers: { "x-codex-model-cap-model": "m1", "x-codex-model-cap-reset-after-seconds": "3700" },
    kind: "model-cap",
    info: { model_cap: { model: "m1", reset_after_seconds: 3700 } },
    message: /m1 .* Try again in 1h\.$/,
    isRetryable: false,
  },
  {
    when: "the model has no capacity for an unknown time",
    status: 429,
    headers: { "x-codex-model-cap-model": "m1" },
    kind: "model-cap",
    info: { model_cap: { model: "m1", reset_after_seconds: null } },
    message: /Try again later\.$/,
    isRetryable: false,
  },
  { ...LIMIT, when: "the plan is used up", body: reached({ plan_type: "plus" }), message: /Pro .*later\.$/ },
  {
    ...LIMIT,
    when: "the plan is used up for a while",
    body: reached({ plan_type: "enterprise", resets_at: NOW_MS / 1000 + 60 }),
    message: /^[^(]*Try again at \d{1,2}:\d\d (AM|PM)\.$/,
  },
  {
    ...LIMIT,
    when: "the plan is used up and the server has an offer",
    body: reached({ plan_type: "plus" }),
    headers: { "x-codex-promo-message": "Look at “X”" },
    message: /Look at “X”, or try again later\.$/,
  },
  {
    when: "the plan does not include us",
    status: 429,
    body: '{"error":{"type":"usage_not_included"}}',
    kind: "usage-not-included",
    info: "usage_limit_exceeded",
    message: /Upgrade to Plus/,
    isRetryable: false,
  },
  {
    ...SPENT,
    when: "requests are too many",
    status: 429,
    body: '{"error":{"type":"requests"}}',
    info: { response_too_many_failed_attempts: { http_status_code: 429 } },
    message: "exceeded retry limit, last status: 429 Too Many Requests",
  },
  {
    ...SPENT,
    when: "requests are too many and the answer has an id",
    status: 429,
    headers: { "x-request-id": "req-1" },
    info: { response_too_many_failed_attempts: { http_status_code: 429 } },
    message: "exceeded retry limit, last status: 429 Too Many Requests, request id: req-1",
  },
];

test.each(ROWS)("$status when $when", async (row) => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(row.headers ?? {})) {
    headers[name] = Buffer.from(value).toString("latin1");
  }
  await withServer([status(row.status, row.body ?? "", headers)], async (server) => {
    const client = testClient(server.origin, { provider: { requestMaxRetries: 0 } });
    const { error } = await ask(client);
    client.close();
    expect(error).toBeInstanceOf(ModelError);
    if (!(error instanceof ModelError)) return;
    const message = error.message.replace(`${server.origin}/v1/responses`, "URL");
    if (typeof row.message === "string") expect(message).toBe(row.message);
    else expect(message).toMatch(row.message);
    expect({
      kind: error.kind,
      info: error.codexErrorInfo,
      isRetryable: error.isRetryable,
      status: error.httpStatus,
    }).toEqual({
      kind: row.kind,
      info: row.info,
      isRetryable: row.isRetryable,
      status: row.status === 500 ? undefined : row.status,
    });
    expect(server.requests).toHaveLength(1);
  });
});

test("a used-up plan brings its limits", async () => {
  const headers = { "x-codex-primary-used-percent": "100", "x-codex-primary-window-minutes": "15" };
  await withServer([status(429, reached({}), headers)], async (server) => {
    const client = testClient(server.origin);
    const { error } = await ask(client);
    client.close();
    expect(error).toMatchObject({
      rateLimits: {
        primary: { used_percent: 100, window_minutes: 15, resets_at: null },
        secondary: null,
        credits: null,
        plan_type: null,
      },
    });
  });
});
