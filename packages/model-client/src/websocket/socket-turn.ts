/** The WebSocket of one turn: opened at its first request, kept until its end. */
import type { ResponseEvent } from "@codex-ts/protocol";
import { reasonOf, untilAborted } from "@codex-ts/std";
import type { RequestAuth } from "../auth-provider.ts";
import { headerText } from "../response/header-text.ts";
import { backoffDelayMs } from "../transport/backoff.ts";
import { asAuthCall, MAX_RECOVERIES, MAX_WAIT_MS, type SendContext } from "../transport/send-request.ts";
import type { TransportRequest, TurnState } from "../transport/transport.ts";
import { type Connected, connect, type Refusal } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { readFrames } from "./read-frames.ts";
import { requestFrame, type SentRequest, type SocketProtocol } from "./request-frame.ts";
import { createSocketTeller } from "./tell-socket.ts";

/** What the connections of a thread have in common. */
export interface SocketOptions {
  readonly context: SendContext;
  readonly threadId: string;
  readonly betaFeatures: readonly string[];
  readonly protocol: SocketProtocol;
  /** Asks the server to tell how long its work took. */
  readonly wantsTimings: boolean;
}

/** How an exchange ended without an error: the other end wants HTTP, or the response is complete. */
export type SocketOutcome = "completed" | "upgrade-required";

/** The connection of one turn. */
export interface SocketTurn {
  /** Shakes hands in the background; the first request waits for it. A failure is not told. */
  preconnect(turnMetadata: () => Promise<string | undefined>, signal: AbortSignal): void;
  /**
   * Sends one prompt and yields the response. Throws `ModelError`, or the signal's reason after an abort; the
   * connection is then closed, and the next request opens another.
   */
  stream(
    request: TransportRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ResponseEvent, SocketOutcome, undefined>;
  /** Closes the connection, also one that is being opened in the background. */
  close(): void;
}

/** Events that say nothing of the response itself: after them the request may still be sent again. */
const ASIDES: ReadonlySet<ResponseEvent["type"]> = new Set([
  "rate-limits",
  "models-etag",
  "reasoning-included",
]);

/** A refusal, and the login that was refused. */
type Refused = Refusal & { readonly login: RequestAuth | undefined };

/** Makes the connection of a turn; nothing is sent yet. */
export function createSocketTurn(options: SocketOptions, turn: TurnState): SocketTurn {
  const { context, protocol } = options;
  const { provider } = context.sender;
  let connected: Connected | undefined;
  let warmup: Promise<void> | undefined;
  let sent: SentRequest | undefined;
  const ending = new AbortController();

  const drop = () => {
    connected?.connection.close();
    connected = undefined;
    sent = undefined;
  };

  async function open(turnMetadata: string | undefined, signal: AbortSignal) {
    const { threadId, betaFeatures, wantsTimings } = options;
    const turnState = turn.token;
    const handshake = { threadId, betaFeatures, turnState, turnMetadata, protocol, wantsTimings };
    const result = await connect(context, handshake, signal);
    if (result.kind === "refused") return result;
    turn.token ??= headerText(result.connection.headers, "x-codex-turn-state");
    connected = result;
    return result;
  }

  /** The connection that is there, or a new one. */
  async function ready(turnMetadata: string | undefined, signal: AbortSignal) {
    if (warmup) await untilAborted(warmup, signal);
    warmup = undefined;
    if (connected?.connection.isOpen) return connected;
    drop();
    return open(turnMetadata, signal);
  }

  /** One attempt; gives a refusal instead of throwing it, because it may be worth another attempt. */
  async function* attempt({ body, turnMetadata }: TransportRequest, signal: AbortSignal) {
    const telemetry = context.telemetry.forModel(body.model);
    const teller = createSocketTeller(telemetry, context.clock);
    const loading = import("../response/response-decoder.ts");
    const begin = async () => {
      try {
        const state = await ready(turnMetadata, signal);
        if (state.kind === "connected") state.connection.send(requestFrame(body, sent, protocol));
        teller.sent(state.kind === "refused" ? state.error.message : undefined);
        return state;
      } catch (error) {
        if (!signal.aborted) teller.sent(reasonOf(error));
        throw error;
      }
    };
    const wire_api = "responses_websocket";
    const state = await telemetry.inSpan("stream_request", { wire_api }, begin);
    if (state.kind === "refused") return state;
    const reading = {
      decoder: (await loading).responseDecoder,
      idleTimeoutMs: provider.streamIdleTimeoutMs,
      teller,
      now: () => context.clock.now(),
    };
    const end = yield* untilCut(state.connection, readFrames(state.connection, reading), signal);
    if (typeof end !== "string") return { ...end, login: state.login };
    sent = { body, responseId: end };
    return undefined;
  }

  return {
    preconnect(turnMetadata, signal) {
      warmup = turnMetadata()
        .then((text) => open(text, AbortSignal.any([signal, ending.signal])))
        .then(
          () => undefined,
          () => undefined,
        );
    },
    async *stream(request, signal) {
      const repeat = createPatience(context);
      for (;;) {
        let hasBegun = false;
        let isComplete = false;
        let refusal: Refused | undefined;
        const events = attempt(request, signal);
        try {
          for (let next = await events.next(); ; next = await events.next()) {
            if (next.done) {
              refusal = next.value;
              break;
            }
            hasBegun ||= !ASIDES.has(next.value.type);
            yield next.value;
          }
          isComplete = refusal === undefined;
        } finally {
          await events.return(undefined);
          if (!isComplete) drop();
        }
        if (!refusal) return "completed";
        if (refusal.status === 426 && !hasBegun) return "upgrade-required";
        if (hasBegun || !(await repeat(refusal, signal))) throw refusal.error;
      }
    },
    close() {
      ending.abort(new Error("the turn has ended"));
      drop();
    },
  };
}

/** Passes events on until the signal says stop, which closes the connection and so ends every wait for it. */
async function* untilCut<End>(
  connection: Connection,
  events: AsyncGenerator<ResponseEvent, End, undefined>,
  signal: AbortSignal,
): AsyncGenerator<ResponseEvent, End, undefined> {
  const cut = () => connection.close();
  signal.addEventListener("abort", cut, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await events.next();
      signal.throwIfAborted();
      if (next.done) return next.value;
      yield next.value;
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", cut);
  }
}

/** Decides for one request whether a refusal is worth another attempt, and waits before it. */
function createPatience({ auth, clock, random, sender }: SendContext) {
  let recoveries = 0;
  let retries = 0;
  return async ({ status, error, askedWaitMs, login }: Refused, signal: AbortSignal): Promise<boolean> => {
    if (status === 401 && login && recoveries < MAX_RECOVERIES) {
      recoveries += 1;
      return asAuthCall(auth.recover(login, signal), signal);
    }
    const waitMs = askedWaitMs ?? backoffDelayMs(retries + 1, random);
    const isSpent = retries >= sender.provider.requestMaxRetries || waitMs > MAX_WAIT_MS;
    if (error.kind !== "retry-limit" || isSpent) return false;
    retries += 1;
    await clock.sleep(waitMs, signal);
    return true;
  };
}
