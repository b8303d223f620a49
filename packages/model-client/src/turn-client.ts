/** The client of one turn: it chooses the transport of each request. */
import type { ResponseEvent } from "@codex-ts/protocol";
import type { PreconnectOptions, StreamOptions, TurnClient } from "./model-client.ts";
import type { Prompt } from "./prompt.ts";
import { isAzureProvider } from "./providers/provider.ts";
import { buildRequestBody } from "./request/build-request-body.ts";
import type { SendContext } from "./transport/send-request.ts";
import type { Transport, TurnState } from "./transport/transport.ts";
import type { SocketTurn } from "./websocket/socket-turn.ts";

/** What the settings say about WebSockets; they count only for a provider that supports them. */
export interface WebsocketSettings {
  /** Use them for every model. Otherwise only for models whose catalogue entry prefers them. */
  readonly isEnabled: boolean;
  /** The form of the protocol. */
  readonly protocol: "v1" | "v2";
  /** Asks the server to tell how long its work took. */
  readonly wantsTimings: boolean;
}

/** What the turns of a thread share. */
export interface ThreadTransports {
  readonly http: Transport;
  readonly context: SendContext;
  readonly threadId: string;
  readonly betaFeatures: readonly string[];
  readonly websockets: WebsocketSettings;
  /** Aborted when the thread's client is closed. */
  readonly closing: AbortSignal;
  /** Once off, they stay off. */
  readonly socketState: { isOff: boolean };
}

/** A turn over the Responses API. */
export interface ResponsesTurn extends TurnClient {
  /** Opens the turn's own connection in the background, where it will be used. */
  preconnect(options: PreconnectOptions): void;
}

/** Makes the client of a turn; WebSockets are loaded by the first turn that uses them. */
export function createTurnClient(thread: ThreadTransports): ResponsesTurn {
  const { context, threadId, websockets, closing, socketState } = thread;
  const { provider } = context.sender;
  const bodyOptions = { threadId, isAzure: isAzureProvider(provider) };
  const turn: TurnState = { token: undefined };
  let socket: Promise<SocketTurn> | undefined;
  let wentOverSocket = false;

  const usesSocket = (prefersWebsockets: boolean | undefined) =>
    provider.wireApi === "responses" &&
    provider.supportsWebsockets &&
    !socketState.isOff &&
    (websockets.isEnabled || prefersWebsockets === true);

  async function openSocket(): Promise<SocketTurn> {
    const { createSocketTurn } = await import("./websocket/socket-turn.ts");
    const { betaFeatures } = thread;
    return createSocketTurn({ context, threadId, betaFeatures, ...websockets }, turn);
  }

  function closeSocket(): void {
    void socket?.then((opened) => opened.close());
    socket = undefined;
    closing.removeEventListener("abort", closeSocket);
  }

  function ownSocket(): Promise<SocketTurn> {
    socket ??= openSocket();
    closing.addEventListener("abort", closeSocket, { once: true });
    return socket;
  }

  function switchToHttp(): void {
    closeSocket();
    wentOverSocket = false;
    if (socketState.isOff) return;
    socketState.isOff = true;
    context.telemetry.count("codex.transport.fallback_to_http", { from_wire_api: "responses_websocket" });
  }

  async function* stream(
    prompt: Prompt,
    { turnMetadata, prefersWebsockets }: StreamOptions,
    signal: AbortSignal,
  ): AsyncGenerator<ResponseEvent, void, undefined> {
    const untilClosed = AbortSignal.any([signal, closing]);
    const request = { body: buildRequestBody(prompt, bodyOptions), turn, turnMetadata };
    if (usesSocket(prefersWebsockets)) {
      wentOverSocket = true;
      const opened = await ownSocket();
      const outcome = yield* opened.stream(request, untilClosed);
      if (outcome === "completed") return;
      switchToHttp();
    }
    yield* thread.http.stream(request, untilClosed);
  }

  return {
    stream,
    preconnect({ prefersWebsockets, turnMetadata }) {
      if (!usesSocket(prefersWebsockets)) return;
      void ownSocket().then((opened) => opened.preconnect(() => turnMetadata(closing), closing));
    },
    fallBackToHttp() {
      if (!wentOverSocket) return false;
      switchToHttp();
      return true;
    },
    close: closeSocket,
  };
}
