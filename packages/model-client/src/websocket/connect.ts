/** Opens the connection of a turn, or says why the server did not want it. */
import type { RequestAuth } from "../auth-provider.ts";
import type { ModelError } from "../errors.ts";
import { httpFailure } from "../failures/http-failure.ts";
import { streamError } from "../failures/stream-failure.ts";
import { buildUrl, displayUrl } from "../request/build-url.ts";
import { resolveAuth } from "../request/resolve-auth.ts";
import type { ResponseHeaders } from "../response/header-text.ts";
import { retryAfterMs } from "../transport/retry-after.ts";
import { asAuthCall, type SendContext } from "../transport/send-request.ts";
import type { Connection } from "./connection.ts";
import { dial } from "./dial.ts";
import { type HandshakeHeaders, handshakeHeaders } from "./handshake-headers.ts";

/** A server that said no, at the handshake or later in a frame. */
export interface Refusal {
  readonly kind: "refused";
  readonly status: number;
  readonly error: ModelError;
  /** The wait that the server asks for, in milliseconds. */
  readonly askedWaitMs: number | undefined;
}

/** A connection with the credentials that opened it. */
export interface Connected {
  readonly kind: "connected";
  readonly connection: Connection;
  /** The stored login where it was used: renewing it may help when the server refuses it. */
  readonly login: RequestAuth | undefined;
}

/** The longest handshake, in milliseconds; servers that hang are then tried again. */
const HANDSHAKE_TIMEOUT_MS = 15_000;

/**
 * One handshake, never repeated. Throws `ModelError` when there are no credentials or no answer, and the
 * signal's reason after an abort.
 */
export async function connect(
  context: SendContext,
  handshake: HandshakeHeaders,
  signal: AbortSignal,
): Promise<Connected | (Refusal & { readonly login: RequestAuth | undefined })> {
  const { sender, clock } = context;
  const { provider, env } = sender;
  const { auth, isStored } = await asAuthCall(resolveAuth(provider, env, context.auth, signal), signal);
  const login = isStored ? auth : undefined;
  const url = toSocketUrl(buildUrl(provider, "responses", auth.mode));
  const headers = handshakeHeaders(sender, auth, handshake);
  const timeoutMs = Math.min(HANDSHAKE_TIMEOUT_MS, provider.streamIdleTimeoutMs);
  const dialled = await dial({ url, headers, env, timeoutMs }, signal).catch((cause) => {
    if (signal.aborted) throw signal.reason;
    throw streamError(`error connecting to ${displayUrl(url)}`, { cause });
  });
  if (dialled.kind === "open") return { kind: "connected", connection: dialled.connection, login };
  return { ...refusal({ ...dialled, url: displayUrl(url) }, clock.now()), login };
}

/** The refusal that an answer stands for. */
export function refusal(
  answer: {
    readonly status: number;
    readonly headers: ResponseHeaders;
    readonly body: string;
    readonly url: string | undefined;
  },
  nowMs: number,
): Refusal {
  const statusText =
    process.getBuiltinModule("node:http").STATUS_CODES[answer.status] ?? "<unknown status code>";
  return {
    kind: "refused",
    status: answer.status,
    error: httpFailure({ ...answer, statusText }, nowMs),
    askedWaitMs: retryAfterMs(answer.headers, nowMs),
  };
}

function toSocketUrl(url: URL): URL {
  const socketUrl = new URL(url);
  socketUrl.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return socketUrl;
}
