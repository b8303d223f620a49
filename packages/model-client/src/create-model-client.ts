/** Builds the model client of a thread. */
import type { Telemetry } from "@codex-ts/telemetry";
import type { AuthProvider } from "./auth-provider.ts";
import type { ChatState } from "./chat/stream-chat.ts";
import type { Clock, ModelClient } from "./model-client.ts";
import type { Prompt } from "./prompt.ts";
import type { Environment, ProviderInfo } from "./providers/provider.ts";
import { createHttpClient } from "./transport/http-client.ts";
import { createHttpTransport } from "./transport/http-transport.ts";
import type { SendContext } from "./transport/send-request.ts";
import {
  createTurnClient,
  type ResponsesTurn,
  type ThreadTransports,
  type WebsocketSettings,
} from "./turn-client.ts";

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
  readonly websockets: WebsocketSettings;
  /** The data residency that the administrator enforces. */
  readonly residency: "us" | undefined;
  /** For keys, header values and proxies. */
  readonly env: Environment;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  /** A number from 0 to below 1, for the jitter of retries. */
  readonly random: () => number;
}

/** What a turn has nothing of that never uses WebSockets. */
const WITHOUT_SOCKET = { fallBackToHttp: () => false, close: () => undefined };

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
  };
  const { isCompressionEnabled } = options;
  const transport = createHttpTransport({ context, threadId, betaFeatures, isCompressionEnabled });
  const chatState: ChatState = { reasoningMember: "reasoning_content" };
  const thread: ThreadTransports = {
    http: transport,
    context,
    threadId,
    betaFeatures,
    websockets: options.websockets,
    closing: closing.signal,
    socketState: { isOff: false },
  };
  let prepared: ResponsesTurn | undefined;
  const untilClosed = (signal: AbortSignal) => AbortSignal.any([signal, closing.signal]);

  async function* streamChat(prompt: Prompt, signal: AbortSignal) {
    const chat = await import("./on-demand.ts");
    yield* chat.streamChat(context, { prompt, threadId, state: chatState }, untilClosed(signal));
  }

  return {
    provider,
    preconnect(wish) {
      prepared = createTurnClient(thread);
      prepared.preconnect(wish);
    },
    startTurn() {
      if (provider.wireApi === "chat") {
        return { stream: (prompt, _options, signal) => streamChat(prompt, signal), ...WITHOUT_SOCKET };
      }
      const turn = prepared ?? createTurnClient(thread);
      prepared = undefined;
      return turn;
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
