/** Builds the model client of a thread. */
import type { Telemetry } from "@codex-ts/telemetry";
import type { AuthProvider } from "./auth-provider.ts";
import type { ChatState } from "./chat/stream-chat.ts";
import type { Clock, ModelClient } from "./model-client.ts";
import type { Prompt } from "./prompt.ts";
import { type Environment, isAzureProvider, type ProviderInfo } from "./providers/provider.ts";
import { buildRequestBody } from "./request/build-request-body.ts";
import { createHttpClient } from "./transport/http-client.ts";
import { createHttpTransport } from "./transport/http-transport.ts";
import type { SendContext } from "./transport/send-request.ts";
import type { TurnState } from "./transport/transport.ts";

/** Everything that stays the same for a thread. */
export interface ModelClientOptions {
  readonly provider: ProviderInfo;
  readonly auth: AuthProvider;
  readonly threadId: string;
  readonly originator: string;
  readonly userAgent: string;
  /** What kind of sub-agent the thread is: `review`, `compact`, `collab_spawn` or a label. */
  readonly subagent: string | undefined;
  /** Keys of the enabled experimental features, in the order of the feature table. */
  readonly betaFeatures: readonly string[];
  /** Whether bodies may be compressed where the server is known to take it. */
  readonly isCompressionEnabled: boolean;
  /** The data residency that the administrator enforces. */
  readonly residency: "us" | undefined;
  /** For keys, header values and proxies. */
  readonly env: Environment;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  /** A number from 0 to below 1, for the jitter of retries. */
  readonly random: () => number;
  /** Told of every attempt that got no answer, in a sentence with the reason, which error texts do not have. */
  readonly onUnreached?: ((sentence: string) => void) | undefined;
}

/** Makes the client of one thread. It connects at the first request; `close` ends its connections. */
export function createModelClient(options: ModelClientOptions): ModelClient {
  const { provider, env, originator, userAgent, subagent, residency, threadId, betaFeatures } = options;
  const http = createHttpClient(env);
  const closing = new AbortController();
  const context: SendContext = {
    http,
    sender: { provider, env, originator, userAgent, subagent, residency },
    auth: options.auth,
    telemetry: options.telemetry,
    clock: options.clock,
    random: options.random,
    onUnreached: options.onUnreached,
  };
  const { isCompressionEnabled } = options;
  const transport = createHttpTransport({ context, threadId, betaFeatures, isCompressionEnabled });
  const bodyOptions = { threadId, isAzure: isAzureProvider(provider) };
  const chatState: ChatState = { reasoningMember: "reasoning_content" };
  const untilClosed = (signal: AbortSignal) => AbortSignal.any([signal, closing.signal]);

  async function* streamChat(prompt: Prompt, signal: AbortSignal) {
    const chat = await import("./on-demand.ts");
    yield* chat.streamChat(context, { prompt, threadId, state: chatState }, signal);
  }

  return {
    provider,
    startTurn() {
      if (provider.wireApi === "chat") {
        return { stream: (prompt, _options, signal) => streamChat(prompt, untilClosed(signal)) };
      }
      const turn: TurnState = { token: undefined };
      return {
        stream(prompt, { turnMetadata }, signal) {
          const body = buildRequestBody(prompt, bodyOptions);
          return transport.stream({ body, turn, turnMetadata }, untilClosed(signal));
        },
      };
    },
    async compact(prompt, signal) {
      const { compactHistory } = await import("./on-demand.ts");
      return compactHistory(context, prompt, untilClosed(signal));
    },
    close() {
      closing.abort(new Error("the model client was closed"));
      http.close();
    },
  };
}
