/** Clients and prompts with everything filled in, for the tests of this package. */

import type { ResponseEvent } from "@codex-ts/protocol";
import { noTelemetry } from "@codex-ts/telemetry";
import { createModelClient, type ModelClientOptions } from "../src/create-model-client.ts";
import type { ModelClient } from "../src/model-client.ts";
import type { Prompt } from "../src/prompt.ts";
import { buildProvider, type ProviderSettings } from "../src/providers/provider.ts";

/** What the test clock shows: 2026-03-04T12:00:00Z. */
export const NOW_MS = Date.UTC(2026, 2, 4, 12);

/** A prompt that says hello. */
export const HELLO: Prompt = {
  model: "gpt-5",
  instructions: "Be brief.",
  input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "hello" }] }],
  tools: [],
  parallelToolCalls: false,
  reasoning: null,
  text: {},
};

/** What a test may want to set. */
export interface TestClientOptions extends Partial<Omit<ModelClientOptions, "provider">> {
  readonly provider?: Partial<ProviderSettings>;
}

/** A client whose waits pass at once. */
export interface TestClient extends ModelClient {
  /** The waits asked for, in milliseconds. */
  readonly waits: readonly number[];
}

/** Makes a client of a server at `origin`, without login and without jitter. */
export function testClient(origin: string, options: TestClientOptions = {}): TestClient {
  const { provider, ...rest } = options;
  const waits: number[] = [];
  const client = createModelClient({
    provider: buildProvider("test", { name: "Test", baseUrl: `${origin}/v1`, ...provider }),
    auth: {
      resolve: async () => ({ mode: "none", token: undefined, accountId: undefined }),
      recover: async () => false,
    },
    threadId: "thread-1",
    originator: "codex_test",
    userAgent: "codex_test/1.0",
    subagent: undefined,
    betaFeatures: [],
    isCompressionEnabled: true,
    websockets: { isEnabled: false, protocol: "v1", wantsTimings: false },
    residency: undefined,
    env: {},
    telemetry: noTelemetry,
    clock: {
      now: () => NOW_MS,
      sleep: async (ms, signal) => {
        signal.throwIfAborted();
        waits.push(ms);
      },
    },
    random: () => 0.5,
    ...rest,
  });
  return { ...client, waits };
}

/** What a stream gave before it ended, and how it ended. */
export interface Outcome {
  readonly events: readonly ResponseEvent[];
  readonly error: unknown;
}

/** Sends one prompt in a turn of its own and reads the answer to its end. */
export function ask(client: ModelClient, signal = new AbortController().signal): Promise<Outcome> {
  return read(client.startTurn().stream(HELLO, { turnMetadata: undefined }, signal));
}

/** Reads a stream to its end. */
export async function read(stream: AsyncIterable<ResponseEvent>): Promise<Outcome> {
  const events: ResponseEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}
