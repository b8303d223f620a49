/** Prompts as HTTP requests, responses as server-sent events. */
import type { RequestAuth } from "../auth-provider.ts";
import { isOpenaiProvider } from "../providers/provider.ts";
import type { RequestBody } from "../request/build-request-body.ts";
import { compressBody } from "../request/compress-body.ts";
import { headerText } from "../response/header-text.ts";
import { createEventTeller } from "./event-teller.ts";
import { readResponse } from "./read-response.ts";
import { type EncodedBody, type SendContext, sendRequest } from "./send-request.ts";
import type { Transport } from "./transport.ts";

/** What streaming requests need besides the context of all requests. */
export interface HttpTransportOptions {
  readonly context: SendContext;
  readonly threadId: string;
  readonly betaFeatures: readonly string[];
  /** Whether bodies may be compressed where the server is known to take it. */
  readonly isCompressionEnabled: boolean;
}

/** Makes the transport of `POST /responses`. */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const { context, threadId, betaFeatures } = options;
  const { provider } = context.sender;
  return {
    async *stream({ body, turn, turnMetadata }, signal) {
      const telemetry = context.telemetry.forModel(body.model);
      const stream = { threadId, betaFeatures, turnState: turn.token, turnMetadata };
      const encode = bodyEncoder(body, options);
      const loading = import("../response/response-decoder.ts");
      const response = await telemetry.inSpan("stream_request", { wire_api: "responses" }, () =>
        sendRequest({ ...context, telemetry }, { path: "responses", encode, stream }, signal),
      );
      turn.token ??= headerText(response.headers, "x-codex-turn-state");
      const { responseDecoder } = await loading;
      const reading = {
        decoder: responseDecoder,
        idleTimeoutMs: provider.streamIdleTimeoutMs,
        teller: createEventTeller(telemetry, context.clock),
      };
      yield* readResponse(response, reading, signal);
    },
  };
}

/** Writes the JSON once and compresses it at most once, however often the request is sent. */
function bodyEncoder(
  body: RequestBody,
  { context, isCompressionEnabled }: HttpTransportOptions,
): (auth: RequestAuth) => Promise<EncodedBody> {
  const mayCompress = isCompressionEnabled && isOpenaiProvider(context.sender.provider);
  const plain = Buffer.from(JSON.stringify(body));
  let compressed: Promise<Uint8Array> | undefined;
  return async (auth) => {
    if (!mayCompress || auth.mode !== "chatgpt") return { bytes: plain, isCompressed: false };
    compressed ??= compressBody(plain);
    return { bytes: await compressed, isCompressed: true };
  };
}
