import type { ModelInfo } from "@codex-ts/protocol";
import { TestSupportError } from "../errors.ts";
import type { CapturedRequest, WireRequest } from "./captured-request.ts";
import { listenHttp } from "./http-transport.ts";
import { type ModelReply, status } from "./model-reply.ts";
import { createScript, type Replies } from "./script.ts";
import { createWebsocketTransport, type Handshakes } from "./websocket-transport.ts";

/** What a scripted model may be told besides its replies. */
export interface ScriptedModelOptions {
  /** The catalogue at `GET <base>/models`; empty when not given. */
  readonly models?: readonly ModelInfo[];
  /** The mark of the catalogue, one for each request; the last one stays. */
  readonly etags?: readonly string[];
  /** Answers to WebSocket handshakes; all are accepted when not given. */
  readonly handshakes?: Handshakes;
}

/** A model server on 127.0.0.1 that plays a script and remembers what it was asked. */
export interface ScriptedModel extends AsyncDisposable {
  /** The value for `base_url` of a provider, without a slash at its end. */
  readonly baseUrl: string;
  /** Requests to `/responses` and below and to `/chat/completions`, and WebSocket frames, in the order of their arrival. */
  readonly requests: readonly CapturedRequest[];
  /** Requests for the model catalogue; they take no reply from the script. */
  readonly catalogueRequests: readonly WireRequest[];
  /** WebSocket handshakes; they take no reply from the script. */
  readonly handshakes: readonly WireRequest[];
  /** Resolves when the handshake at `index` is there. */
  waitForHandshake(index: number, signal: AbortSignal): Promise<WireRequest>;
  /** Breaks every WebSocket, and goes on. */
  breakSockets(): void;
  /** Resolves when no WebSocket is open. */
  socketsClosed(signal: AbortSignal): Promise<void>;
  /** The request at `index`, from 0; throws when it has not come. */
  request(index: number): CapturedRequest;
  /** Resolves when the request at `index` is there, or at once if it was. */
  waitForRequest(index: number, signal: AbortSignal): Promise<CapturedRequest>;
  /** Throws unless every request was expected and every reply was used. */
  verify(): void;
  /** Stops the server and breaks all its connections. */
  close(): Promise<void>;
}

/**
 * Starts a model server that gives `replies` one after the other.
 * A request after the last reply is answered with 400, which no client repeats, and `verify` names it.
 */
export async function scriptedModel(
  replies: Replies,
  options: ScriptedModelOptions = {},
): Promise<ScriptedModel> {
  const script = createScript(replies);
  const catalogueRequests: WireRequest[] = [];

  const respond = async (wire: WireRequest) =>
    (await script.answer(wire)) ?? refusal("the script has no reply left");

  async function answer(wire: WireRequest): Promise<ModelReply> {
    if (wire.method === "GET" && wire.path.endsWith("/models")) {
      catalogueRequests.push(wire);
      const etag = options.etags?.[catalogueRequests.length - 1] ?? options.etags?.at(-1);
      return status(200, { models: options.models ?? [] }, etag === undefined ? {} : { etag });
    }
    if (wire.method === "POST" && /\/(responses(\/compact)?|chat\/completions)$/.test(wire.path)) {
      return respond(wire);
    }
    script.refuse(wire);
    return refusal(`no such endpoint: ${wire.method} ${wire.path}`);
  }

  const sockets = createWebsocketTransport(respond, options.handshakes ?? (() => ({ kind: "accept" })));
  const transport = await listenHttp(answer, sockets.onUpgrade);
  const close = async () => {
    sockets.close();
    await transport.close();
  };
  return {
    baseUrl: `http://127.0.0.1:${transport.port}/v1`,
    requests: script.requests,
    catalogueRequests,
    handshakes: sockets.handshakes,
    waitForHandshake: sockets.waitForHandshake,
    breakSockets: sockets.close,
    socketsClosed: sockets.allClosed,
    request(index) {
      const request = script.requests[index];
      if (request) return request;
      throw new TestSupportError(
        "script-mismatch",
        `scripted model: request ${index} was asked for, but only ${script.requests.length} came`,
      );
    },
    waitForRequest: script.waitForRequest,
    verify: script.verify,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function refusal(reason: string): ModelReply {
  return status(400, { error: { code: "script_mismatch", message: `scripted model: ${reason}` } });
}
