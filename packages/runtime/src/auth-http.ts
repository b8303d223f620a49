/** Requests of the login: short ones to the identity server and the back end, the way model requests go too. */
import type { AuthHttp } from "@codex-ts/auth";
import { createHttpClient, readText } from "@codex-ts/model-client";
import type { RuntimeOptions } from "./runtime-options.ts";
import { toSender } from "./sender.ts";

/** Answers are a few kilobytes; what comes after this is cut off, and no longer JSON then. In bytes. */
const MAX_ANSWER_BYTES = 1024 * 1024;
/** An answer that is not there after this time does not come, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** Sends requests, and closes their connections at the end. */
export interface AuthConnection {
  readonly send: AuthHttp;
  close(): void;
}

/** Nothing is loaded or opened before the first request. */
export function createAuthConnection(options: RuntimeOptions): AuthConnection {
  const http = createHttpClient(options.env);
  const { originator, userAgent } = toSender(options, undefined);
  return {
    async send({ method, url, headers, body }, signal) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const bytes = new TextEncoder().encode(body);
      const all = {
        ...headers,
        accept: "application/json",
        originator,
        "user-agent": userAgent,
        ...(method === "POST" && { "content-length": String(bytes.length) }),
      };
      const answer =
        method === "POST"
          ? await http.post({ url, headers: all, body: bytes }, limit)
          : await http.get({ url, headers: all }, limit);
      const limits = { maxBytes: MAX_ANSWER_BYTES, idleTimeoutMs: TIMEOUT_MS };
      return { status: answer.status, body: await readText(answer.body, limits) };
    },
    close: () => http.close(),
  };
}
